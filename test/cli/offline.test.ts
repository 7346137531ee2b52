/** What the command line does without any gateway: keys and files. */
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { keyIdOf } from '../../protocol/actions.ts';
import { type Corridor, corridorIn, failureOf, jsonOf } from './support/corridor.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../samples/edifact');
const CUSCAR = path.join(SAMPLES, 'cuscar-d95b-msc-edinet.edi');

interface KeyInfo {
  readonly file: string;
  readonly address: string;
  readonly keyId: string;
}

describe('corridor without a gateway', function () {
  this.timeout(60_000);
  let directory: string;
  let corridor: Corridor;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'corridor-cli-'));
    await writeFile(path.join(directory, 'password'), 'correct horse\n', { mode: 0o600 });
    const environment = {
      CORRIDOR_HOME: path.join(directory, 'home'),
      CORRIDOR_PASSWORD_FILE: path.join(directory, 'password'),
    };
    corridor = corridorIn(directory, environment);
  });

  after(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  describe('key', () => {
    it('makes an encrypted file that only its owner can read, and shows the fingerprint', async () => {
      const made = jsonOf<KeyInfo>(await corridor('key', 'new', 'me', '--scrypt-n', '1024', '--json'));
      expect(made.keyId).to.equal(keyIdOf(made.address));
      expect((await stat(made.file)).mode & 0o077).to.equal(0);
      const keystore = JSON.parse(await readFile(made.file, 'utf8')) as Record<string, unknown>;
      expect(keystore).to.include({ version: 3 });
      expect(keystore).not.to.have.property('x-ethers');
      const shown = jsonOf<KeyInfo>(await corridor('key', 'show', 'me', '--json'));
      expect(shown.keyId).to.equal(made.keyId);
    });

    it('uses the standard cost unless told otherwise', async () => {
      const { file } = jsonOf<KeyInfo>(await corridor('key', 'new', 'standard', '--json'));
      const keystore = JSON.parse(await readFile(file, 'utf8')) as { Crypto: { kdfparams: { n: number } } };
      expect(keystore.Crypto.kdfparams.n).to.equal(131_072);
    });

    it('never overwrites a key', async () => {
      const again = await corridor('key', 'new', 'me', '--scrypt-n', '1024', '--json');
      expect([again.code, failureOf(again).code]).to.deep.equal([2, 'KEY_FILE_EXISTS']);
    });

    it('refuses a password file that others can read, and to ask where there is no terminal', async () => {
      const open = path.join(directory, 'open');
      await writeFile(open, 'secret\n');
      await chmod(open, 0o644);
      const run = await corridor('key', 'new', 'other', '--password-file', open, '--json');
      expect([run.code, failureOf(run).code]).to.deep.equal([2, 'PASSWORD_FILE_OPEN']);
      const noTerminal = corridorIn(directory, { CORRIDOR_HOME: path.join(directory, 'home') });
      expect(failureOf(await noTerminal('key', 'new', 'other', '--json')).code).to.equal('NO_PASSWORD');
    });
  });

  describe('intake', () => {
    it('shows the findings of a real manifest, each with its place and what to do', async () => {
      const run = await corridor('intake', CUSCAR);
      expect(run.code).to.equal(0);
      expect(run.stdout)
        .to.match(/^message +CUSCAR 201701191AB652$/m)
        .and.match(/EDIFACT_SEGMENT_COUNT .*\(segment 53 UNT 1\)/)
        .and.match(/MISSING_FIELD .*\(segment 17 GID\)/);
      type Found = { findings: { doNext: string }[] };
      const read = jsonOf<Found & { items: Found[] }>(await corridor('intake', CUSCAR, '--json'));
      const findings = [read, ...read.items].flatMap((each) => each.findings);
      expect(findings).to.have.length(18);
      expect(findings.every(({ doNext }) => doNext.length > 0)).to.equal(true);
    });

    it('shows one message of a file that holds several', async () => {
      const message = (n: number) => `UNH+${n}+CUSCAR:D:95B:UN'BGM+85+M${n}+9'CNI+1+B${n}'UNT+4+${n}'`;
      const several = path.join(directory, 'several.edi');
      await writeFile(several, message(1) + message(2));
      const out = path.join(directory, 'second.json');
      const run = await corridor('intake', several, '--item', '2', '--out', out, '--json');
      expect(jsonOf<{ items: { reference: string }[] }>(run).items.map(({ reference }) => reference)).to.deep.equal([
        '2',
      ]);
      expect(JSON.parse(await readFile(out, 'utf8'))).to.include({ number: 'M2' });
      const unclear = await corridor('intake', several, '--out', path.join(directory, 'none.json'), '--json');
      expect(failureOf(unclear)).to.deep.include({ code: 'WHICH_ITEM', where: ['1 CUSCAR 1', '2 CUSCAR 2'] });
      expect(failureOf(await corridor('intake', several, '--item', '3', '--json')).code).to.equal('NO_SUCH_ITEM');
    });

    it('tells an invalid document from a missing file by its exit code', async () => {
      const invalid = path.join(directory, 'invoice.json');
      await writeFile(invalid, '{"schema":"corridor/invoice/1","simulated":true}');
      const refused = await corridor('intake', invalid, '--json');
      expect([refused.code, failureOf(refused).code]).to.deep.equal([1, 'FORMAT_UNREADABLE']);
      expect(failureOf(refused).where.join()).to.include('/lines');
      const missing = await corridor('intake', path.join(directory, 'none.edi'), '--json');
      expect([missing.code, failureOf(missing).code]).to.deep.equal([2, 'ENOENT']);
    });

    it('writes a template that it reads, and names the cells at fault of one that was filled in wrongly', async () => {
      const written = await corridor('template', 'manifest', '--format', 'csv');
      expect(written.code).to.equal(0);
      expect((await corridor('intake', 'manifest.csv')).stdout).to.match(/^message +MANIFEST$/m);
      const again = await corridor('template', 'manifest', '--format', 'csv', '--json');
      expect([again.code, failureOf(again).code]).to.deep.equal([2, 'EEXIST']);
      const text = await readFile(path.join(directory, 'manifest.csv'), 'utf8');
      await writeFile(path.join(directory, 'wrong.csv'), text.replace('847130', '40210').replace('2952.000', 'heavy'));
      const { stdout } = await corridor('intake', 'wrong.csv');
      expect(stdout)
        .to.match(/TABLE_LEADING_ZERO {2}\/consignments\/0\/items\/0\/hsCode {2}\(Lines!D\d+/)
        .and.match(/TABLE_VALUE .*\(Lines!H\d+/);
    });

    it('takes a scan when its type is named', async () => {
      await writeFile(path.join(directory, 'scan.pdf'), '%PDF-1.7\n');
      const without = await corridor('intake', 'scan.pdf', '--json');
      expect([without.code, failureOf(without).code]).to.deep.equal([1, 'ATTACHMENT_TYPE_MISSING']);
      const run = await corridor('intake', 'scan.pdf', '--type', '380');
      expect(run.stdout)
        .to.match(/^message +ATTACHMENT$/m)
        .and.match(/ATTACHMENT_TRUNCATED/);
    });

    it('names line and column of duplicate keys', async () => {
      const file = path.join(directory, 'twice.json');
      await writeFile(file, '{"schema":"a",\n"schema":"b"}');
      const failure = failureOf(await corridor('intake', file, '--json'));
      expect(failure.code).to.equal('JSON_DUPLICATE_KEY');
      expect(failure.where).to.include('line 2');
    });
  });

  describe('failures', () => {
    it('say what, where and what to do next', async () => {
      const run = await corridor('cases');
      expect(run.code).to.equal(2);
      expect(run.stdout).to.equal('');
      expect(run.stderr)
        .to.match(/^error: .*\[NOT_SIGNED_IN\]$/m)
        .and.match(/^ {2}next: {2}corridor login/m);
    });

    it('exit with 2 when the gateway does not answer', async () => {
      const run = await corridor('login', '--key', 'me', '--gateway', 'http://127.0.0.1:9', '--json');
      expect([run.code, failureOf(run).code]).to.deep.equal([2, 'UNREACHABLE']);
    });

    it('exit with 2 for a command line that cannot be understood', async () => {
      expect((await corridor('lodge')).code).to.equal(2);
      expect((await corridor('nonsense')).code).to.equal(2);
      const id = failureOf(await corridor('lodge', CUSCAR, '--case', '0x12', '--json'));
      expect(id.code).to.equal('INVALID_ID');
    });
  });
});
