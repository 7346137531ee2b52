import { expect } from 'chai';
import fc from 'fast-check';
import { type Checkpoint, checkpointText, logOrigin, parseCheckpoint } from '../../../protocol/log/checkpoint.ts';
import { formatGatewayKey, gatewayOf, parseGatewayKey } from '../../../protocol/log/gateway-key.ts';
import { formatNote, mergeNotes, parseNote } from '../../../protocol/log/note.ts';
import { formatVerifierKey } from '../../../protocol/log/note-key.ts';
import {
  contradicts,
  cosignCheckpoint,
  openCheckpoint,
  signCheckpoint,
} from '../../../protocol/log/signed-checkpoint.ts';
import { codeOf } from '../support/errors.ts';

const ledgerId = `0x${'ab'.repeat(32)}`;
const origin = logOrigin(ledgerId);
const secretOf = (name: string, byte: number) => ({ name, seed: new Uint8Array(32).fill(byte) });
const cn = secretOf('gateway.example/cn', 1);
const my = secretOf('gateway.example/my', 2);
const gateways = [cn, my].map(gatewayOf);
const checkpoint: Checkpoint = {
  origin,
  size: 42,
  root: new Uint8Array(32).fill(7),
  headsRoot: new Uint8Array(32).fill(9),
};

describe('Checkpoints', () => {
  it('are written and read as stated', () => {
    expect(checkpointText(checkpoint)).to.equal(
      `corridor-ledger/${'ab'.repeat(32)}\n42\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n` +
        'heads/v1 CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n',
    );
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(fc.maxSafeInteger(), hash, hash, (size, root, headsRoot) => {
        const written = { origin, size: Math.abs(size), root, headsRoot };
        expect(parseCheckpoint(checkpointText(written))).to.deep.equal(written);
      }),
    );
  });

  it('are refused in any other form', () => {
    const text = checkpointText(checkpoint);
    const broken = ['', 'a\n', text.slice(0, -1), `${text}more\n`, text.replace('42', '042'), text.replace('42', '-1')];
    broken.push(text.replace('heads/v1', 'heads/v2'), text.replace('BwcH', 'BwH'), text.replace('\n42', '\n'));
    for (const wrong of broken)
      expect(
        codeOf(() => parseCheckpoint(wrong)),
        wrong,
      ).to.equal('CHECKPOINT_INVALID');
    expect(codeOf(() => logOrigin('0xAB'))).to.equal('LEDGER_ID_INVALID');
  });

  it('tell which known gateways signed and cosigned them, and when', () => {
    const note = signCheckpoint(checkpoint, cn, 1_000);
    const opened = openCheckpoint(note, origin, gateways);
    expect(opened).to.deep.include({
      ok: true,
      checkpoint,
      signers: [cn.name],
      cosigners: [{ name: cn.name, time: 1_000 }],
    });
    const line = cosignCheckpoint(note, my, 1_010);
    const { text } = parseNote(note);
    const both = formatNote(mergeNotes(parseNote(note), { text, signatures: [line] }));
    expect(openCheckpoint(both, origin, gateways)).to.deep.include({
      signers: [cn.name],
      cosigners: [
        { name: cn.name, time: 1_000 },
        { name: my.name, time: 1_010 },
      ],
    });
  });

  it('say why they are not to be believed', () => {
    const note = signCheckpoint(checkpoint, cn, 1_000);
    const reason = (text: string, at = origin, known = gateways) => {
      const opened = openCheckpoint(text, at, known);
      return opened.ok ? 'NONE' : opened.reason;
    };
    expect(reason('nothing')).to.equal('MALFORMED');
    expect(reason(note, logOrigin(`0x${'cd'.repeat(32)}`))).to.equal('OTHER_LOG');
    expect(reason(note, origin, [gatewayOf(my)])).to.equal('NOT_SIGNED');
    expect(reason(note.replace('\n42\n', '\n43\n'))).to.equal('BAD_SIGNATURE');
    const { text } = parseNote(note);
    const onlyCosigned = formatNote({ text, signatures: [cosignCheckpoint(note, my, 5)] });
    expect(reason(onlyCosigned)).to.equal('NOT_SIGNED');
  });

  it('contradict each other only at one size of one log', () => {
    const other = { ...checkpoint, root: new Uint8Array(32).fill(8) };
    expect(contradicts(checkpoint, other)).to.equal(true);
    expect(contradicts(checkpoint, { ...checkpoint, headsRoot: other.root })).to.equal(true);
    expect(contradicts(checkpoint, checkpoint)).to.equal(false);
    expect(contradicts(checkpoint, { ...other, size: 43 })).to.equal(false);
    expect(contradicts(checkpoint, { ...other, origin: 'else' })).to.equal(false);
  });
});

describe('Pinned gateways', () => {
  it('are one verifier key each', () => {
    for (const gateway of gateways) expect(parseGatewayKey(formatGatewayKey(gateway))).to.deep.equal(gateway);
    const plain = formatVerifierKey({ ...gateways[0]!, type: 'NOTE' });
    expect(codeOf(() => parseGatewayKey(plain))).to.equal('NOTE_KEY_INVALID');
  });
});
