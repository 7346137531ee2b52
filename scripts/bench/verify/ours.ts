/** Three disclosed fields of a manifest with the signed action that names its root, and a whole dossier. */
import { Wallet } from 'ethers';
import {
  type ActionMessage,
  actionDigest,
  type LedgerDomain,
  type SignedAction,
  typedDataDomain,
  typedDataTypes,
} from '../../../protocol/actions.ts';
import { disclose } from '../../../protocol/disclosure/disclosure.ts';
import { documentRoot } from '../../../protocol/disclosure/document-tree.ts';
import { packDisclosure } from '../../../protocol/disclosure/packed-disclosure.ts';
import { verifyDisclosure } from '../../../protocol/disclosure/verify-disclosure.ts';
import type { Manifest } from '../../../protocol/documents/manifest.ts';
import { DOSSIER_LIMITS, formatDossier } from '../../../protocol/dossier/dossier.ts';
import { verifyDossier } from '../../../protocol/dossier/verify-dossier.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { isSignedBy } from '../../../protocol/signers/check-signature.ts';
import { playCase } from '../../../test/support/simulated-case.ts';
import { type Timing, timeOf } from './figures.ts';

const SECRET = '5a'.repeat(32);
const NOBODY = `0x${'00'.repeat(20)}`;
const VERIFIERS = { p256: NOBODY, webAuthn: NOBODY };
const LEDGER: LedgerDomain = { chainId: 7_021, verifyingContract: NOBODY, ledgerId: `0x${'01'.repeat(32)}` };

export interface DisclosureFigures {
  /** Against a root that is known to be anchored. */
  readonly disclosure: Timing;
  /** With the signature of whoever lodged the root. */
  readonly signed: Timing;
  readonly sizeBytes: number;
  readonly signedSizeBytes: number;
  /** Making the tree of the whole manifest and its root. */
  readonly makeMs: number;
  /** Choosing the fields: makes the tree again. */
  readonly discloseMs: number;
}

export async function measureDisclosure(
  manifest: Manifest,
  pointers: readonly string[],
  runs: number,
): Promise<DisclosureFigures> {
  const salted = {
    document: manifest as unknown as JsonValue,
    files: [],
    secret: SECRET,
    sectionPointer: '/consignments',
  };
  const started = performance.now();
  const root = documentRoot(salted.document, [], SECRET, salted.sectionPointer);
  const madeAt = performance.now();
  const text = canonicalJson(packDisclosure(disclose(salted, pointers)));
  const disclosedAt = performance.now();
  const action = await lodging(root);
  const verifyFields = () => {
    const sound = verifyDisclosure(parseStrictJson(text), root);
    if (!sound.ok) throw new Error(sound.code);
  };
  const verifySigned = () => {
    verifyFields();
    const digest = actionDigest(LEDGER, action.kind, action.message);
    const [signature] = action.signatures;
    const holds = signature !== undefined && isSignedBy(signature, digest, VERIFIERS);
    if (!holds || action.message['root'] !== root) throw new Error('not signed');
  };
  return {
    disclosure: await timeOf(runs, verifyFields),
    signed: await timeOf(runs, verifySigned),
    sizeBytes: Buffer.byteLength(text),
    signedSizeBytes: Buffer.byteLength(text) + Buffer.byteLength(canonicalJson(action)),
    makeMs: madeAt - started,
    discloseMs: disclosedAt - madeAt,
  };
}

async function lodging(root: string): Promise<SignedAction> {
  const wallet = new Wallet(`0x${'11'.repeat(32)}`);
  const id = `0x${'02'.repeat(32)}`;
  const times = { signedAt: 1_764_000_000, notBefore: 0, deadline: 1_764_003_600 };
  const named: ActionMessage = { ledgerId: LEDGER.ledgerId, keyId: id, ...times, caseId: id, documentType: 785, root };
  const signature = await wallet.signTypedData(typedDataDomain(LEDGER), typedDataTypes('LodgeDocument'), named);
  return { kind: 'LodgeDocument', message: named, signatures: [{ signer: wallet.address.toLowerCase(), signature }] };
}

export interface DossierFigures {
  readonly verify: Timing;
  readonly documents: number;
  readonly actions: number;
  readonly registryActions: number;
  readonly signatures: number;
  readonly sizeBytes: number;
  /** Without content: actions and proofs alone. */
  readonly proofBytes: number;
}

/** From the bytes of the file to the outcome. */
export async function measureDossier(runs: number): Promise<DossierFigures> {
  const played = await playCase();
  const dossier = await played.dossier();
  const text = formatDossier(dossier);
  const verify = await timeOf(runs, () => {
    const { outcome } = verifyDossier(parseStrictJson(text, DOSSIER_LIMITS), played.trust, played.endedAt + 60);
    if (outcome !== 'VALID') throw new Error(outcome);
  });
  const evidence = await played.evidence();
  const signed = [...evidence.actions, ...evidence.registry];
  return {
    verify,
    documents: played.documents.length - 1,
    actions: dossier.actions.length,
    registryActions: dossier.registry.length,
    signatures: signed.reduce((sum, { action }) => sum + action.signatures.length, 0),
    sizeBytes: Buffer.byteLength(text),
    proofBytes: Buffer.byteLength(formatDossier({ ...dossier, contents: [], attachments: [] })),
  };
}
