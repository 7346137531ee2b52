/** The real program against a running system: council, sign-in, a case, verification through gateway and chain node. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createSystem, type System } from '../support/system.ts';
import { type CliRun, type Corridor, corridorIn, failureOf, jsonOf } from './support/corridor.ts';

const CUSCAR = path.resolve(import.meta.dirname, '../samples/edifact/cuscar-d95b-msc-edinet.edi');

interface Proposal {
  readonly action: {
    readonly message: { readonly partyId: string; readonly enrolledKeyId: string };
    signatures: unknown[];
  };
}

describe('corridor against a gateway', function () {
  this.timeout(180_000);
  let directory: string;
  let system: System;
  let broker: Corridor;
  let officer: Corridor;
  let office: string;
  let caseId: string;
  let documentId: string;
  let declarationId: string;

  const inDirectory = (name: string) => path.join(directory, name);
  const ok = (run: CliRun): CliRun => {
    expect(run.code, `${run.stdout}${run.stderr}`).to.equal(0);
    return run;
  };
  const person = (name: string): Corridor =>
    corridorIn(directory, {
      CORRIDOR_HOME: inDirectory(name),
      CORRIDOR_PASSWORD_FILE: inDirectory('password'),
      CORRIDOR_GATEWAY: system.url,
    });

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'corridor-cli-'));
    system = await createSystem();
    await writeFile(inDirectory('password'), 'correct horse\n', { mode: 0o600 });
    const profile = { schema: 'corridor/party-profile/1', simulated: true, legalName: 'CLI Test Sdn. Bhd.' };
    await writeFile(inDirectory('profile.json'), JSON.stringify(profile));
    broker = person('broker');
    officer = person('officer');
  });

  after(async () => {
    await system?.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Proposes, lets two members sign, submits. @returns the proposal */
  const council = async (run: Corridor, command: string, ...options: string[]): Promise<Proposal> => {
    const file = inDirectory(`${command}-${Math.random().toString(36).slice(2)}.json`);
    ok(await run('council', command, '--jurisdiction', 'MY', '--out', file, ...options));
    for (const member of [1, 2]) ok(await signAs(run, member, file));
    ok(await run('council', 'submit', file, '--json'));
    return JSON.parse(await readFile(file, 'utf8')) as Proposal;
  };
  const signAs = (run: Corridor, member: number, file: string) => {
    const folder = path.join(system.dataDir, 'councils/MY');
    const key = ['--key', path.join(folder, `member-${member}.json`), '--password-file', path.join(folder, 'password')];
    return run('council', 'sign', file, ...key);
  };
  const enrol = async (run: Corridor, role: string): Promise<string> => {
    const made = jsonOf<{ file: string }>(ok(await run('key', 'new', 'me', '--scrypt-n', '1024', '--json')));
    const party = await council(run, 'enrol-party', '--role', role, '--profile', inDirectory('profile.json'));
    const { partyId } = party.action.message;
    await council(run, 'enrol-key', '--party', partyId, '--signer', made.file);
    return partyId;
  };

  describe('council', () => {
    it('enrols a party and the key whose fingerprint its members see', async () => {
      await enrol(broker, 'BROKER');
      office = await enrol(officer, 'CUSTOMS_OFFICE');
    });

    it('does not let one member sign twice', async () => {
      const file = inDirectory('pause.json');
      const options = ['--jurisdiction', 'MY', '--reason', 'KEY_COMPROMISED', '--out', file];
      ok(await broker('council', 'pause', ...options));
      for (const member of [1, 1]) ok(await signAs(broker, member, file));
      const refused = await broker('council', 'submit', file, '--json');
      expect([refused.code, failureOf(refused).code]).to.deep.equal([1, 'LEDGER_TOO_FEW_SIGNATURES']);
    });

    it('refuses to sign a proposal whose key is not the one that its fingerprint names', async () => {
      const file = inDirectory('swapped.json');
      const signer = `0x${'12'.repeat(20)}`;
      const options = ['--jurisdiction', 'MY', '--party', office, '--signer', signer, '--out', file];
      ok(await broker('council', 'enrol-key', ...options));
      const proposal = JSON.parse(await readFile(file, 'utf8')) as { action: { attachment: string } };
      proposal.action.attachment = `0x${'34'.repeat(20)}`;
      await writeFile(file, JSON.stringify(proposal));
      const run = await signAs(broker, 1, file);
      expect(run.code).to.equal(1);
      expect(run.stderr).to.include('[PROPOSAL_INCONSISTENT]');
    });
  });

  describe('session', () => {
    it('signs in, pins the ledger and keeps the session to its owner', async () => {
      const run = ok(await broker('login', '--key', 'me'));
      expect(run.stdout).to.match(/^party +0x[0-9a-f]{16} \(MY, BROKER\)$/m);
      const profile = path.join(directory, 'broker', 'profile.json');
      expect((await stat(profile)).mode & 0o077).to.equal(0);
      expect(JSON.parse(await readFile(profile, 'utf8'))).to.have.nested.property('ledger.ledgerId');
      ok(await officer('login', '--key', 'me'));
      expect(jsonOf<{ roles: string[] }>(await officer('whoami', '--json')).roles).to.deep.equal(['CUSTOMS_OFFICE']);
    });

    it('refuses a gateway that serves another ledger than the pinned one', async () => {
      const file = path.join(directory, 'broker', 'profile.json');
      const profile = await readFile(file, 'utf8');
      await writeFile(file, profile.replace(/("ledgerId": "0x)..../, '$1dead'));
      const run = await broker('login', '--json');
      expect([run.code, failureOf(run).code]).to.deep.equal([1, 'OTHER_LEDGER']);
      await writeFile(file, profile);
    });
  });

  describe('case', () => {
    it('is opened, and a real manifest is lodged as it came', async () => {
      const envelope = {
        ...{ schema: 'corridor/case-envelope/1', simulated: true, ucr: 'CLI-TEST-1', parties: [], route: [] },
        openedAt: new Date().toISOString(),
        offices: [{ partyId: office, jurisdiction: 'MY', procedure: 'IMPORT' }],
      };
      await writeFile(inDirectory('envelope.json'), JSON.stringify(envelope));
      caseId = jsonOf<{ caseId: string }>(ok(await broker('open', 'envelope.json', '--json'))).caseId;
      const out = ['--out', 'manifest.corridor.json'];
      const lodged = jsonOf<{ documentId: string; status: { status: string } }>(
        ok(await broker('lodge', CUSCAR, '--case', caseId, ...out, '--json')),
      );
      expect(lodged.status.status).to.equal('ANCHORED');
      documentId = lodged.documentId;
      expect((await stat(inDirectory('manifest.corridor.json'))).mode & 0o077).to.equal(0);
    });

    it('is compared with a file before that is filed, and exits with 1 where they differ', async () => {
      const bill = { schema: 'corridor/bill-of-lading/1', documentType: 705, simulated: true, items: [] };
      const file = inDirectory('bill.json');
      const compare = async (container: string) => {
        const containers = [{ number: container }];
        await writeFile(file, JSON.stringify({ ...bill, number: 'MSCUEK569969', containers }));
        return broker('compare', caseId, file);
      };
      const differing = await compare('TCLU5546487');
      expect(differing.code).to.equal(1);
      expect(differing.stdout).to.match(/^DIFFER CONTAINERS \(AGREE_CONTAINERS\)$/m);
      expect(differing.stdout).to.match(/bill\.json \(not filed\)/);
      expect(ok(await broker('compare', caseId)).stdout).to.match(/0 differ/);
    });

    it('shows people what they sign before it is sent', async () => {
      const run = ok(await officer('endorse', '--case', caseId, '--document', documentId));
      expect(run.stderr)
        .to.match(/^You sign EndorseDocument:$/m)
        .and.match(/^ {2}digest 0x[0-9a-f]{64}$/m);
      expect(run.stderr).to.match(/^ {2}signedAt +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+08:00$/m);
      expect(run.stdout).to.match(/^status +ANCHORED$/m);
    });

    it('is declared and decided, with the head confirmed by a chain node', async () => {
      const declaration = {
        ...{ schema: 'corridor/attachment/1', documentType: 929, simulated: true, title: 'Import declaration' },
      };
      await writeFile(inDirectory('declaration.json'), JSON.stringify(declaration));
      const lodged = jsonOf<{ documentId: string }>(
        ok(await broker('lodge', 'declaration.json', '--case', caseId, '--json')),
      );
      const on = ['--case', caseId, '--document', lodged.documentId];
      const declared = await broker('declare', ...on, '--procedure', 'IMPORT', '--office', office, '--json');
      declarationId = jsonOf<{ declarationId: string }>(ok(declared)).declarationId;
      const decision = ['--outcome', 'ACCEPTED', '--reason', 'RISK_LOW', '--lane', 'GREEN'];
      const target = ['--case', caseId, '--declaration', declarationId];
      ok(await officer('decide', ...target, ...decision, '--rpc', system.rpcUrl));
      const again = await officer('decide', ...target, ...decision, '--json');
      expect([again.code, failureOf(again).code]).to.deep.equal([1, 'LEDGER_TRANSITION_NOT_ALLOWED']);
      expect(failureOf(again).doNext).not.to.equal('');
    });

    it('is shown with its documents, endorsements and declarations, found by its UCR', async () => {
      const { stdout } = ok(await officer('case', 'CLI-TEST-1'));
      expect(stdout)
        .to.include(caseId)
        .and.include(documentId)
        .and.match(/IMPORT ACCEPTED, lane GREEN, since /);
      expect(ok(await broker('cases')).stdout).to.match(/CLI-TEST-1 +IMPORT ACCEPTED \(GREEN\)/);
      const watched = await broker('watch', caseId, '--until', 'ACCEPTED', '--json');
      expect(ok(watched).stdout.trim().split('\n')).to.have.length.greaterThan(4);
    });

    it('keeps what was signed: sent again it is applied once, and it cannot be cancelled any more', async () => {
      const { items } = jsonOf<{ items: { digest: string; kind: string; sequence: number }[] }>(
        ok(await broker('timeline', caseId, '--json')),
      );
      const lodging = items.find(({ kind }) => kind === 'LodgeDocument');
      const again = jsonOf<{ sequence: number }>(ok(await broker('resend', lodging?.digest ?? '', '--json')));
      expect(again.sequence).to.equal(lodging?.sequence);
      const cancelled = await broker('cancel', lodging?.digest ?? '', '--json');
      expect([cancelled.code, failureOf(cancelled).code]).to.deep.equal([1, 'LEDGER_ALREADY_APPLIED']);
    });

    it('leaves as CUSCAR, which is read as the manifest that was lodged', async () => {
      ok(await broker('document', documentId, '--case', caseId, '--format', 'cuscar', '--out', 'out.edi'));
      const before = jsonOf<{ items: [{ document: { number: string } }] }>(await broker('intake', CUSCAR, '--json'));
      const after = jsonOf<typeof before>(ok(await broker('intake', 'out.edi', '--json')));
      expect(after.items[0].document.number).to.equal(before.items[0].document.number);
    });

    it('leaves a receipt of who read', async () => {
      expect(ok(await broker('receipts', caseId)).stdout).to.include(office);
    });
  });

  describe('verify', () => {
    it('answers VALID with exit code 0, by gateway and by chain node', async () => {
      expect(ok(await broker('verify', 'manifest.corridor.json')).stdout).to.match(/^VALID /);
      expect(ok(await broker('verify', 'manifest.corridor.json', '--rpc', system.rpcUrl)).stdout).to.match(/^VALID /);
      expect(ok(await broker('verify', CUSCAR)).stdout).to.match(/^VALID /);
    });

    it('answers DIGEST_MISMATCH with exit code 1 and names the field, by gateway and by chain node', async () => {
      const text = await readFile(inDirectory('manifest.corridor.json'), 'utf8');
      await writeFile(inDirectory('forged.json'), text.replace('MSC SENA', 'MSC GENA'));
      for (const through of [[], ['--rpc', system.rpcUrl]]) {
        const run = await broker('verify', 'forged.json', ...through, '--json');
        const verdict = jsonOf<{ outcome: string; differs: { pointer: string }[] }>(run);
        expect([run.code, verdict.outcome]).to.deep.equal([1, 'DIGEST_MISMATCH']);
        expect(verdict.differs.map(({ pointer }) => pointer)).to.deep.equal(['/conveyance/carrier/name']);
      }
    });

    it('answers NOT_ANCHORED for what nobody lodged, and exits with 2 when it cannot check', async () => {
      await writeFile(inDirectory('other.txt'), 'never lodged\n');
      const run = await broker('verify', 'other.txt', '--json');
      expect([run.code, jsonOf<{ outcome: string }>(run).outcome]).to.deep.equal([1, 'NOT_ANCHORED']);
      const cut = await broker('verify', 'manifest.corridor.json', '--rpc', 'http://127.0.0.1:9', '--json');
      expect([cut.code, failureOf(cut).code]).to.deep.equal([2, 'NODE_UNREACHABLE']);
    });

    describe('a dossier', () => {
      const verdictOf = async (...args: string[]) => {
        // no gateway answers there: whatever is checked is checked here
        const run = await broker('verify', ...args, '--gateway', 'http://127.0.0.1:9', '--json');
        const { outcome, faults, checks } = jsonOf<{
          outcome: string;
          faults?: { code: string }[];
          checks: { name: string; ok: boolean | null }[];
        }>(run);
        return { code: run.code, outcome, faults: faults?.map(({ code }) => code), checks };
      };

      it('is made, and VALID with nothing but a trust file', async () => {
        ok(await broker('trust', '--out', 'trust.json'));
        ok(await broker('dossier', caseId, '--out', 'case.dossier.json', '--attachments', 'all'));
        expect(await verdictOf('case.dossier.json', '--trust', 'trust.json')).to.include({ code: 0, outcome: 'VALID' });
        const shown = ok(await broker('verify', 'case.dossier.json', '--trust', 'trust.json')).stdout;
        expect(shown)
          .to.match(/^VALID /)
          .and.to.match(/^ {2}TYPE +VERSION/m);
      });

      it('is checked against a chain node as well', async () => {
        const verdict = await verdictOf('case.dossier.json', '--trust', 'trust.json', '--rpc', system.rpcUrl);
        expect(verdict.checks.at(-1)).to.include({ name: 'CHAIN', ok: true });
      });

      it('needs a trust file', async () => {
        const run = await broker('verify', 'case.dossier.json', '--json');
        expect([run.code, failureOf(run).code]).to.deep.equal([2, 'TRUST_MISSING']);
        await writeFile(inDirectory('no-trust.json'), '{}');
        const other = await broker('verify', 'case.dossier.json', '--trust', 'no-trust.json', '--json');
        expect([other.code, failureOf(other).code]).to.deep.equal([2, 'TRUST_INVALID']);
      });

      it('is caught when it was changed', async () => {
        const text = await readFile(inDirectory('case.dossier.json'), 'utf8');
        await writeFile(inDirectory('forged.dossier.json'), text.replace('MSC SENA', 'MSC GENA'));
        const verdict = await verdictOf('forged.dossier.json', '--trust', 'trust.json');
        expect(verdict).to.deep.include({ code: 1, outcome: 'DIGEST_MISMATCH', faults: ['CONTENT_ROOT_DIFFERS'] });
      });

      it('shows less and still verifies, and answers for single files', async () => {
        const { root } = JSON.parse(await readFile(inDirectory('manifest.corridor.json'), 'utf8')) as { root: string };
        const hidden = ['--hide', `${root}/consignments`];
        ok(await broker('redact', 'case.dossier.json', '--out', 'less.dossier.json', ...hidden));
        expect(await readFile(inDirectory('less.dossier.json'), 'utf8')).to.not.contain('/consignments/0/');
        const less = await verdictOf('less.dossier.json', '--trust', 'trust.json');
        expect(less.outcome).to.equal('VALID');
        const against = ['--dossier', 'case.dossier.json', '--trust', 'trust.json'];
        expect((await verdictOf('manifest.corridor.json', ...against)).outcome).to.equal('VALID');
        expect((await verdictOf(CUSCAR, ...against)).outcome).to.equal('VALID');
        expect((await verdictOf('other.txt', ...against)).outcome).to.equal('NOT_ANCHORED');
      });
    });

    it('proves single fields to somebody who is not to see the rest', async () => {
      const proof = inDirectory('proof.json');
      const from = inDirectory('manifest.corridor.json');
      const show = ['--show', '/conveyance/journeyNumber', '--show', '/consignments/0/transportDocument'];
      const made = jsonOf<{ shown: string[]; sizeBytes: number }>(
        ok(await broker('disclose', from, ...show, '--out', proof, '--json')),
      );
      expect(made.shown).to.include.members(['/conveyance/journeyNumber', '/consignments/0/transportDocument/number']);
      expect(await readFile(proof, 'utf8')).to.not.contain('/consignments/1/transportDocument');
      const verdict = await broker('verify', proof, '--json');
      expect([verdict.code, jsonOf<{ outcome: string }>(verdict).outcome]).to.deep.equal([0, 'VALID']);
      const nothing = await broker('disclose', from, '--show', '/no/such', '--out', proof, '--json');
      expect(failureOf(nothing).code).to.equal('FIELD_NOT_FOUND');
      const foreign = await broker('disclose', CUSCAR, '--show', '/x', '--out', proof, '--json');
      expect(failureOf(foreign).code).to.equal('NOT_A_DOCUMENT_FILE');
    });

    it('answers SUPERSEDED after an amendment', async () => {
      await writeFile(
        inDirectory('declaration.json'),
        (await readFile(inDirectory('declaration.json'), 'utf8')).replace('Import', 'Corrected'),
      );
      const detail = jsonOf<{ documents: { documentId: string; documentType: number }[] }>(
        await broker('case', caseId, '--json'),
      );
      const declared = detail.documents.find(({ documentType }) => documentType === 929)?.documentId ?? '';
      ok(
        await broker(
          'amend',
          'declaration.json',
          '--case',
          caseId,
          '--document',
          declared,
          '--reason',
          'ERROR_CORRECTED',
        ),
      );
      const old = await broker('verify', 'declaration.json.corridor.json', '--json');
      expect([old.code, jsonOf<{ outcome: string }>(old).outcome]).to.deep.equal([1, 'SUPERSEDED']);
    });
  });

  describe('key rotation', () => {
    it('lets the new key sign and the old one no more', async () => {
      ok(await officer('key', 'new', 'fresh', '--scrypt-n', '1024'));
      ok(await officer('key', 'rotate', 'fresh'));
      const old = await officer('login', '--key', 'me', '--json');
      expect([old.code, failureOf(old).code]).to.deep.equal([1, 'SIGN_IN_KEY_NOT_VALID']);
      ok(await officer('login', '--key', 'fresh'));
    });
  });

  describe('rare council actions', () => {
    it('are proposed with their fields by name', async () => {
      const members = [12, 34].map((byte) => `0x${String(byte).repeat(32)}`).join(',');
      const fields = ['--field', 'threshold=2', '--field', 'delay=86400', '--members', members];
      const out = ['--jurisdiction', 'MY', '--out', inDirectory('recovery.json')];
      ok(await broker('council', 'propose', 'SetRecovery', ...fields, ...out));
      for (const member of [1, 2]) ok(await signAs(broker, member, inDirectory('recovery.json')));
      expect(ok(await broker('council', 'submit', inDirectory('recovery.json'))).stdout).to.match(
        /^status +ANCHORED$/m,
      );
      const unknown = await broker('council', 'propose', 'SetRecovery', '--field', 'quorum=2', ...out, '--json');
      expect(failureOf(unknown).code).to.equal('UNKNOWN_FIELD');
    });
  });

  describe('logout', () => {
    it('ends the session', async () => {
      ok(await broker('logout'));
      const run = await broker('cases', '--json');
      expect([run.code, failureOf(run).code]).to.deep.equal([2, 'NOT_SIGNED_IN']);
    });
  });

  describe('audit', () => {
    interface Report {
      readonly consistent: boolean;
      readonly compared: { readonly actions: number; readonly tiles: number };
      readonly differences: readonly { readonly where: string; readonly problem: string }[];
    }
    const state = () => inDirectory('audit.jsonl');
    const audit = (...options: string[]) =>
      corridorIn(directory, { CORRIDOR_HOME: inDirectory('nobody'), CORRIDOR_GATEWAY: system.url })(
        ...['audit', '--trust', inDirectory('audit-trust.json'), '--state', state(), '--json', ...options],
      );

    before(async () => {
      ok(await broker('trust', '--out', inDirectory('audit-trust.json')));
    });

    it('makes the log again from a chain node and finds what the gateway publishes in it', async () => {
      const report = jsonOf<Report>(ok(await audit('--rpc', system.rpcUrl)));
      expect(report.differences).to.deep.equal([]);
      expect(report.compared.actions).to.be.greaterThan(4);
      expect(report.compared.tiles).to.equal(2);
    });

    it('goes on where it stopped, and believes a state of the same chain only', async () => {
      const kept = await readFile(state(), 'utf8');
      const again = jsonOf<Report>(ok(await audit('--rpc', system.rpcUrl)));
      expect(again.consistent).to.equal(true);
      expect(await readFile(state(), 'utf8')).to.equal(kept);
      await writeFile(state(), kept.replace(/"blockHash":"0x../, '"blockHash":"0x00').concat('{"cut'));
      expect(jsonOf<Report>(ok(await audit('--rpc', system.rpcUrl))).consistent).to.equal(true);
    });

    it('names a checkpoint that nobody of the pinned gateways signed', async () => {
      const file = inDirectory('audit-trust.json');
      const trust = JSON.parse(await readFile(file, 'utf8')) as { gateways: string[] };
      const other = jsonOf<{ verifierKey: string }>(
        ok(await broker('key', 'gateway', 'other.example/gateway', inDirectory('other.key'), '--json')),
      );
      await writeFile(file, JSON.stringify({ ...trust, gateways: [other.verifierKey] }));
      const run = await audit('--rpc', system.rpcUrl);
      expect(run.code).to.equal(1);
      expect(jsonOf<Report>(run).differences.map(({ problem }) => problem)).to.include('NOT_SIGNED');
    });

    it('asks for a chain node', async () => {
      expect(failureOf(await audit()).code).to.equal('NODE_MISSING');
    });
  });
});
