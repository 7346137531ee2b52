/** What the page knows: the dossier, what is pinned, and what the one `verify()` says of them. */
import { DOSSIER_LIMITS, type Dossier, formatDossier } from '../../../protocol/dossier/dossier.ts';
import { parseTrust, type Trust } from '../../../protocol/dossier/trust.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { ledgerOfDossier } from '../../../protocol/verify/dossier-ledger.ts';
import { type PresentedFile, readPresented } from '../../../protocol/verify/presented-file.ts';
import { type AnyVerification, verify } from '../../../protocol/verify/verify.ts';

export type DossierFile = Extract<PresentedFile, { type: 'DOSSIER' }>;

/** Where the keys came from that something is checked with. */
export type TrustOrigin = 'PINNED' | 'CAME_WITH_THE_PAGE';

export interface Model {
  dossier: DossierFile | undefined;
  /** The file that was chosen is none. */
  unreadable: boolean;
  trust: { readonly keys: Trust; readonly origin: TrustOrigin } | undefined;
  trustInvalid: boolean;
  /** Keys that came with the page. */
  readonly suggested: Trust | undefined;
  /** Hours; the trust file's own limit if undefined. */
  maxAgeHours: number | undefined;
  verdict: AnyVerification | undefined;
  /** Unix seconds at which the verdict was made. */
  checkedAt: number;
  /** A file that was held against the dossier. */
  file: { readonly name: string; readonly verdict: AnyVerification } | undefined;
}

const HOUR_SECONDS = 3_600;

/** Reads what came with the page. */
export function createModel(embedded: string, suggested: string): Model {
  const model: Model = {
    dossier: undefined,
    unreadable: false,
    trust: undefined,
    trustInvalid: false,
    suggested: trustIn(suggested),
    maxAgeHours: undefined,
    verdict: undefined,
    checkedAt: 0,
    file: undefined,
  };
  if (embedded.trim() !== '') loadDossier(model, new TextEncoder().encode(embedded));
  return model;
}

export function loadDossier(model: Model, bytes: Uint8Array): void {
  const presented = readPresented(bytes);
  model.dossier = presented?.type === 'DOSSIER' ? presented : undefined;
  model.unreadable = model.dossier === undefined;
  model.file = undefined;
}

export function pin(model: Model, text: string): void {
  const keys = trustIn(text);
  model.trustInvalid = keys === undefined;
  if (keys !== undefined) model.trust = { keys, origin: 'PINNED' };
}

/** Checks with keys that came from the one whom they are to check. */
export function useSuggested(model: Model): void {
  if (model.suggested !== undefined) model.trust = { keys: model.suggested, origin: 'CAME_WITH_THE_PAGE' };
}

/** @param now unix seconds */
export async function check(model: Model, now: number): Promise<void> {
  const { dossier, trust, maxAgeHours } = model;
  model.checkedAt = now;
  model.verdict = undefined;
  if (dossier === undefined || trust === undefined) return;
  const freshnessSeconds = maxAgeHours === undefined ? trust.keys.freshnessSeconds : maxAgeHours * HOUR_SECONDS;
  model.verdict = await verify(dossier, { trust: { ...trust.keys, freshnessSeconds }, now });
}

/** Holds any file against a dossier that was found VALID. */
export async function checkFile(model: Model, name: string, bytes: Uint8Array): Promise<void> {
  const { dossier, verdict } = model;
  const presented = readPresented(bytes);
  if (dossier === undefined || verdict?.dossier === undefined || presented === undefined) return;
  const ledger = ledgerOfDossier(dossier.dossier as unknown as Dossier, verdict.dossier);
  model.file = { name, verdict: await verify(presented, { trust: model.trust?.keys, now: model.checkedAt, ledger }) };
}

/** The dossier as a file of its own, in its canonical bytes. */
export function dossierText({ dossier }: DossierFile): string {
  return formatDossier(dossier as unknown as Dossier);
}

function trustIn(text: string): Trust | undefined {
  try {
    return parseTrust(parseStrictJson(text, DOSSIER_LIMITS));
  } catch {
    return undefined;
  }
}
