import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { displayWidth, localTime, table } from '../../scripts/cli/support/output.ts';
import { readPassword } from '../../scripts/cli/support/password.ts';

describe('output of the command line', () => {
  it('aligns columns, also where a character takes two', () => {
    const lines = table(
      ['name', 'side'],
      [
        ['重庆海关', 'CN'],
        ['Klang', 'MY'],
      ],
    );
    expect(lines).to.deep.equal(['NAME      SIDE', '重庆海关  CN', 'Klang     MY']);
    expect(displayWidth('\u001b[31m重\u001b[0m')).to.equal(2);
  });

  it('shows times in the local zone with its offset, and a dash for none', () => {
    expect(localTime('2026-11-30T06:00:00Z')).to.match(/^2026-(11-30|12-01|11-29) \d\d:\d\d:\d\d [+-]\d\d:\d\d$/);
    expect([localTime(null), localTime(0), localTime(undefined)]).to.deep.equal(['-', '-', '-']);
  });
});

/** A terminal as far as a password needs one. */
function terminal(typed: string) {
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    raw: [] as boolean[],
    setRawMode(mode: boolean) {
      input.raw.push(mode);
      return input;
    },
  });
  const output = new PassThrough();
  input.write(typed);
  return { input, output, source: { passwordFile: undefined, input: input as never, output: output as never } };
}

describe('password prompt', () => {
  it('reads a line without echo and leaves raw mode', async () => {
    const { input, output, source } = terminal('secrex\u007ft\r');
    expect(await readPassword(source, 'Password: ')).to.equal('secret');
    expect(String(output.read())).to.equal('Password: \n');
    expect(input.raw).to.deep.equal([true, false]);
  });

  it('ends on Ctrl-C', async () => {
    const error = await readPassword(terminal('sec\u0003').source, '').catch((caught: unknown) => caught);
    expect(error).to.have.nested.property('failure.code', 'INTERRUPTED');
  });
});
