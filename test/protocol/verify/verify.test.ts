/** The one verification over a dossier as the source: documents, files, disclosures and promises, with nobody asked. */
import { expect } from 'chai';
import { disclose, redact } from '../../../protocol/disclosure/disclosure.ts';
import { documentFileOf } from '../../../protocol/document-file.ts';
import { type Dossier, formatDossier } from '../../../protocol/dossier/dossier.ts';
import type { DossierReport } from '../../../protocol/dossier/report.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import { ledgerOfDossier } from '../../../protocol/verify/dossier-ledger.ts';
import type { LedgerSource } from '../../../protocol/verify/ledger-source.ts';
import { readPresented } from '../../../protocol/verify/presented-file.ts';
import { verify } from '../../../protocol/verify/verify.ts';
import { playCase, promiseOf, type SimulatedCase } from '../../support/simulated-case.ts';

describe('verify()', () => {
  let played: SimulatedCase;
  let dossier: Dossier;
  let report: DossierReport;
  let ledger: LedgerSource;
  let now: number;

  before(async function play() {
    this.timeout(30_000);
    played = await playCase();
    dossier = await played.dossier();
    now = played.endedAt + 60;
    const verdict = await over(formatDossier(dossier));
    if (verdict.dossier === undefined) throw new Error(verdict.reason);
    report = verdict.dossier;
    ledger = ledgerOfDossier(dossier, report);
  });

  function over(
    given: string | Uint8Array,
    source?: LedgerSource,
    trust: SimulatedCase['trust'] | undefined = played.trust,
  ) {
    const presented = readPresented(typeof given === 'string' ? new TextEncoder().encode(given) : given);
    if (presented === undefined) throw new Error('not readable');
    return verify(presented, { trust, now, ledger: source });
  }
  const named = (name: string) => {
    const prepared = played.named.get(name);
    if (prepared === undefined) throw new RangeError(name);
    return prepared;
  };
  const kept = (name: string) => {
    const { root } = named(name);
    const document = report.documents.find(({ versions }) => versions.some((version) => version.root === root));
    const place = { ledger: dossier.ledger, caseId: played.caseId, documentId: document?.documentId ?? '' };
    return documentFileOf(named(name), place);
  };

  it('answers for a dossier', async () => {
    expect((await over(formatDossier(dossier))).outcome).to.equal('VALID');
    const presented = readPresented(new TextEncoder().encode(formatDossier(dossier)));
    if (presented === undefined) throw new Error('not readable');
    const unpinned = await verify(presented, { now });
    expect([unpinned.outcome, unpinned.checks[0]?.code]).to.deep.equal(['CANNOT_CHECK', 'TRUST_MISSING']);
  });

  it('answers for a kept document file, current, superseded or withdrawn', async () => {
    expect((await over(JSON.stringify(kept('manifest')), ledger)).outcome).to.equal('VALID');
    expect((await over(JSON.stringify(kept('invoice')), ledger)).outcome).to.equal('SUPERSEDED');
    expect((await over(JSON.stringify(kept('packingList')), ledger)).outcome).to.equal('WITHDRAWN');
  });

  it('names the field of a tampered copy', async () => {
    const text = JSON.stringify(kept('manifest')).replace('"messageFunction":"9"', '"messageFunction":"5"');
    const verdict = await over(text, ledger);
    expect(verdict.outcome).to.equal('DIGEST_MISMATCH');
    expect(verdict.differs?.map(({ pointer }) => pointer)).to.deep.equal(['/messageFunction']);
  });

  it('answers for a redacted disclosure, a document without its secret, and an attached file', async () => {
    const { document, files, secret, canonical } = named('billOfLading');
    const shown = disclose({ document, files, secret, sectionPointer: undefined });
    expect((await over(canonicalJson(redact(shown, ['/consignee'])), ledger)).outcome).to.equal('VALID');
    expect((await over(canonical, ledger)).outcome).to.equal('VALID');
    expect((await over(Buffer.from(dossier.attachments[0]?.bytes ?? '', 'base64'), ledger)).outcome).to.equal(
      'SUPERSEDED',
    );
    expect((await over('anything else', ledger)).outcome).to.equal('NOT_ANCHORED');
  });

  it('says of an envelope that it is no version, and of anything that there is nobody to ask', async () => {
    const { document, files, secret } = named('envelope');
    const shown = disclose({ document, files, secret, sectionPointer: undefined });
    const verdict = await over(canonicalJson(shown), ledger);
    expect([verdict.outcome, verdict.checks[0]?.code]).to.deep.equal(['CANNOT_CHECK', 'NO_VERSION']);
    expect((await over('anything else')).checks[0]?.code).to.equal('NOTHING_TO_CHECK_AGAINST');
  });

  it('says whether a promise was kept, is broken, is open, or is none', async () => {
    const [first] = report.actions;
    const [digest, at] = [first?.digest ?? '', first?.anchoredAt ?? 0];
    const outcome = async (note: string) => (await over(note, ledger)).outcome;
    expect(await outcome(promiseOf(played, digest, at - 60, at + 60))).to.equal('VALID');
    const broken = await over(promiseOf(played, digest, at - 60, at - 1), ledger);
    expect([broken.outcome, broken.checks[0]?.code]).to.deep.equal(['NOT_ANCHORED', 'PROMISE_BROKEN']);
    expect(await outcome(promiseOf(played, `0x${'12'.repeat(32)}`, at, at + 60))).to.equal('CANNOT_CHECK');
    const genuine = promiseOf(played, digest, at - 60, at - 1);
    expect(await outcome(genuine.replace(`anchored by ${at - 1}`, `anchored by ${at + 1}`))).to.equal(
      'DIGEST_MISMATCH',
    );
  });
});
