import { expect } from 'chai';
import { assembleDossier } from '../../../protocol/dossier/assemble-dossier.ts';
import { DOSSIER_LIMITS, type Dossier, formatDossier, makeDossier } from '../../../protocol/dossier/dossier.ts';
import { DOSSIER_CHECKS } from '../../../protocol/dossier/faults.ts';
import { redactDossier } from '../../../protocol/dossier/redact-dossier.ts';
import type { Trust } from '../../../protocol/dossier/trust.ts';
import { parseTrust } from '../../../protocol/dossier/trust.ts';
import { verifyDossier } from '../../../protocol/dossier/verify-dossier.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { playCase, promiseOf, type SimulatedCase } from '../../support/simulated-case.ts';
import { GATEWAY_CN, GATEWAY_KEYS, GATEWAY_MY } from '../../support/simulated-log.ts';
import { codeOf } from '../support/errors.ts';

describe('A dossier', function () {
  this.timeout(60_000);
  let played: SimulatedCase;
  let dossier: Dossier;
  let now: number;

  before(async () => {
    played = await playCase();
    dossier = await played.dossier();
    now = played.endedAt + 60;
  });

  const verify = (given: unknown = dossier, trust: Trust = played.trust, at = now) => verifyDossier(given, trust, at);
  const codes = (given: unknown, trust?: Trust, at?: number) => [
    ...new Set(verify(given, trust, at).faults.map(({ code }) => code)),
  ];

  it('is VALID with every check made', () => {
    const verdict = verify();
    expect(verdict.faults).to.deep.equal([]);
    expect(verdict.outcome).to.equal('VALID');
    expect(verdict.checks.map(({ name, ok }) => [name, ok])).to.deep.equal(
      Object.keys(DOSSIER_CHECKS).map((name) => [name, true]),
    );
  });

  it('says what the case came to, and of what time', () => {
    const { dossier: report } = verify();
    expect(report?.asOf).to.equal(played.endedAt + 5);
    expect(report?.cosigners.map(({ name }) => name)).to.deep.equal([GATEWAY_CN.name, GATEWAY_MY.name]);
    expect(report?.declarations.map(({ procedure, state, lane }) => [procedure, state, lane])).to.deep.equal([
      ['EXPORT', 'EXITED', 'GREEN'],
      ['IMPORT', 'CLEARED', 'RED'],
    ]);
    const outcomes = report?.documents.map(({ documentType, versions }) => [
      documentType,
      ...versions.map(({ outcome }) => outcome),
    ]);
    expect(outcomes).to.deep.include.members([
      [380, 'SUPERSEDED', 'VALID'],
      [271, 'WITHDRAWN'],
      [785, 'VALID'],
    ]);
    expect(report?.people.find(({ keyId }) => keyId === played.keys.rotated)?.ended?.because).to.equal('ROTATED');
    expect(report?.people.find(({ keyId }) => keyId === played.keys.passkey)?.ended).to.equal(undefined);
    expect(report?.people[0]?.name).to.equal('Simulated Chongqing Customs Brokers');
    const doubtful = report?.actions.filter((action) => action.doubtful).map(({ kind, keyId }) => [kind, keyId]);
    expect(doubtful).to.deep.include(['DecideClearance', played.keys.revoked]);
  });

  it('has the same bytes for the same input, and they read back as they were', async () => {
    const bytes = formatDossier(dossier);
    expect(formatDossier(await played.dossier())).to.equal(bytes);
    const { format: _format, ...parts } = dossier;
    const shuffled = { ...parts, heads: parts.heads.toReversed(), actions: parts.actions.toReversed() };
    expect(formatDossier(makeDossier({ ...shuffled, contents: parts.contents.toReversed() }))).to.equal(bytes);
    expect(parseStrictJson(bytes, DOSSIER_LIMITS)).to.deep.equal(dossier);
  });

  describe('redacted', () => {
    const root = (name: string) => played.named.get(name)?.root ?? '';

    it('verifies with less to see', () => {
      const fields = { [root('exportDeclaration')]: ['/lines'], [root('invoice')]: ['/lines', 'file:/0'] };
      const contents = [root('manifest')];
      const verdict = verify(redactDossier(dossier, { fields, contents }));
      expect(verdict.outcome).to.equal('VALID');
      expect(verdict.dossier?.attachments).to.deep.equal([]);
      const shown = verdict.dossier?.documents.map(({ documentType, versions }) => [documentType, versions[0]?.shown]);
      expect(shown).to.deep.include.members([
        [785, 'NOTHING'],
        [830, 'PART'],
        [380, 'PART'],
        [705, 'WHOLE'],
      ]);
    });

    it('has the same bytes in one step or in two', () => {
      const first = { fields: { [root('invoice')]: ['/lines'] } };
      const second = { fields: { [root('invoice')]: ['/seller'] }, contents: [root('envelope')] };
      const once = { fields: { [root('invoice')]: ['/lines', '/seller'] }, contents: [root('envelope')] };
      const twice = redactDossier(redactDossier(dossier, first), second);
      expect(formatDossier(twice)).to.equal(formatDossier(redactDossier(dossier, once)));
    });

    it('drops content of which nothing is left', () => {
      const hidden = redactDossier(dossier, { fields: { [root('invoice')]: ['', 'file:/0'] } });
      expect(hidden.contents.some((content) => content.root === root('invoice'))).to.equal(false);
      expect(verify(hidden).outcome).to.equal('VALID');
    });

    it('keeps a file by choice, or its name only', () => {
      const [file] = dossier.attachments;
      const without = redactDossier(dossier, { attachments: [file?.sha256 ?? ''] });
      expect(without.attachments).to.deep.equal([]);
      expect(verify(without).outcome).to.equal('VALID');
    });
  });

  describe('checked against what was pinned', () => {
    it('of another ledger', () => {
      const ledger = { ...played.trust.ledger, chainId: 9 };
      expect(codes(dossier, { ...played.trust, ledger })).to.deep.equal(['OTHER_LEDGER']);
      expect(verify(dossier, { ...played.trust, ledger }).outcome).to.equal('CANNOT_CHECK');
    });

    it('with fewer cosigners than are required', async () => {
      const alone = await played.dossier({ gateways: [GATEWAY_CN] });
      expect(codes(alone)).to.include('TOO_FEW_COSIGNERS');
      expect(verify(alone).outcome).to.equal('CANNOT_CHECK');
      expect(verify(alone, { ...played.trust, requiredSigners: 1 }).outcome).to.equal('VALID');
    });

    it('by gateways that nobody pinned', async () => {
      const strange = await played.dossier({ gateways: [{ name: 'other.example', seed: new Uint8Array(32).fill(3) }] });
      expect(codes(strange)).to.deep.equal(['CHECKPOINT_NOT_SIGNED']);
      expect(verify(strange).outcome).to.equal('NOT_ANCHORED');
    });

    it('with councils that are not the pinned ones', () => {
      const councils = played.trust.councils.map((council) => ({ ...council, members: [`0x${'ab'.repeat(32)}`] }));
      expect(codes(dossier, { ...played.trust, councils })).to.include('TOO_FEW_COUNCIL_SIGNATURES');
      const [first] = played.trust.councils;
      expect(codes(dossier, { ...played.trust, councils: first === undefined ? [] : [first] })).to.include(
        'COUNCIL_NOT_KNOWN',
      );
    });

    it('with other verifiers of passkeys', () => {
      const verifiers = { ...played.trust.verifiers, webAuthn: `0x${'77'.repeat(20)}` };
      expect(codes(dossier, { ...played.trust, verifiers })).to.deep.equal(['BAD_SIGNATURE']);
    });

    it('only by a trust file that is one', () => {
      expect(codeOf(() => parseTrust({ ...played.trust, gateways: [] }))).to.equal('TRUST_INVALID');
      expect(codeOf(() => parseTrust({ ...played.trust, gateways: ['no key'] }))).to.equal('TRUST_INVALID');
      expect(codeOf(() => parseTrust({ ...played.trust, requiredSigners: 3 }))).to.equal('TRUST_INVALID');
      expect(GATEWAY_KEYS).to.deep.equal(played.trust.gateways);
    });
  });

  describe('that does not say everything', () => {
    it('leaves out later actions', async () => {
      const size = dossier.actions.at(-2)?.sequence ?? 0;
      const evidence = await played.evidence({ size });
      const source = played.log.source({ time: played.endedAt + 5 });
      const cut = await assembleDossier(source, played.caseId, evidence, {
        contents: [],
        attachments: [],
        promises: [],
      });
      expect(codes(cut)).to.include('CASE_HEAD_DIFFERS');
      expect(verify(cut).outcome).to.equal('DIGEST_MISMATCH');
    });

    it('leaves out an action in the middle', () => {
      expect(codes({ ...dossier, actions: dossier.actions.toSpliced(7, 1) })).to.include('CASE_CHAIN_BROKEN');
    });

    it('leaves out a revocation', () => {
      const kept = dossier.registry.filter(({ action }) => (action as { kind: string }).kind !== 'RevokeKey');
      const without = { ...dossier, registry: kept };
      expect(kept).to.have.length(dossier.registry.length - 1);
      expect(codes(without)).to.deep.equal(['STANDING_DIFFERS']);
      const heads = dossier.heads.filter(({ id }) => id !== played.keys.revoked);
      expect(codes({ ...without, heads })).to.deep.equal(['STANDING_MISSING']);
    });

    it('shows an older checkpoint as if it were new', async () => {
      const size = dossier.actions.at(-2)?.sequence ?? 0;
      const old = await played.dossier({
        size,
        time: now - 2 * 86_400,
        shown: { contents: [], attachments: [], promises: [] },
      });
      const honest = verify(old, { ...played.trust, freshnessSeconds: 7 * 86_400 });
      expect(honest.faults.map(({ code }) => code)).to.deep.equal(['TIME_BEFORE_ACTION']);
      const aged = verify(dossier, played.trust, now + 2 * 86_400);
      expect(aged.faults.map(({ code }) => code)).to.deep.equal(['TOO_OLD']);
      expect(aged.outcome).to.equal('CANNOT_CHECK');
      expect(codes(dossier, played.trust, now - 3_600)).to.deep.equal(['TIME_AHEAD']);
      expect(codes({ ...dossier, checkpoint: old.checkpoint })).to.include.members(['NOT_IN_LOG', 'CASE_HEAD_INVALID']);
    });

    it('carries what has nothing to do with the case', async () => {
      const stranger = `0x${'42'.repeat(32)}`;
      const absent = await played.log.source({ time: played.endedAt + 5 }).headProof('STANDING', stranger);
      const heads = [...dossier.heads, absent].sort((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1));
      expect(codes({ ...dossier, heads })).to.deep.equal(['NOT_BEARING']);
    });
  });

  describe('with promises of gateways', () => {
    const withPromises = (...promises: string[]) => ({ ...dossier, promises: promises.sort() });
    const about = () => {
      const [first] = verify().dossier?.actions ?? [];
      return { digest: first?.digest ?? '', anchoredAt: first?.anchoredAt ?? 0 };
    };

    it('that were kept', () => {
      const { digest, anchoredAt } = about();
      const verdict = verify(withPromises(promiseOf(played, digest, anchoredAt - 9, anchoredAt + 9)));
      expect(verdict.outcome).to.equal('VALID');
      expect(verdict.dossier?.promises.map(({ kept }) => kept)).to.deep.equal([true]);
    });

    it('that were broken, which blames the gateway and not the case', () => {
      const { digest, anchoredAt } = about();
      const verdict = verify(withPromises(promiseOf(played, digest, anchoredAt - 9, anchoredAt - 1)));
      expect(verdict.outcome).to.equal('VALID');
      expect(verdict.faults.map(({ code }) => code)).to.deep.equal(['PROMISE_BROKEN']);
    });

    it('that are forged, or about something else', () => {
      const { digest, anchoredAt } = about();
      const genuine = promiseOf(played, digest, anchoredAt - 9, anchoredAt + 9);
      expect(
        codes(withPromises(genuine.replace(`accepted ${anchoredAt - 9}`, `accepted ${anchoredAt - 8}`))),
      ).to.deep.equal(['PROMISE_UNSOUND']);
      expect(codes(withPromises(promiseOf(played, `0x${'12'.repeat(32)}`, 1, 2)))).to.deep.equal([
        'PROMISE_OF_OTHER_ACTION',
      ]);
    });
  });

  it('that is none', () => {
    expect(codes({})).to.deep.equal(['NOT_A_DOSSIER']);
    expect(codes(null)).to.deep.equal(['NOT_A_DOSSIER']);
    expect(codes({ ...dossier, more: 1 })).to.deep.equal(['NOT_A_DOSSIER']);
    expect(codes({ ...dossier, actions: [dossier.actions[0], ...dossier.actions] })).to.deep.equal(['NOT_IN_ORDER']);
    const verdict = verify({ ...dossier, registry: dossier.registry.toReversed() });
    expect(verdict.faults.map(({ code }) => code)).to.deep.equal(['NOT_IN_ORDER']);
    expect(verdict.outcome).to.equal('CANNOT_CHECK');
    expect(verdict.checks.filter(({ ok }) => ok === null)).to.have.length(Object.keys(DOSSIER_CHECKS).length - 1);
  });
});
