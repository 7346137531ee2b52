/**
 * The dossier: one file that proves a whole case without anybody's server. It holds what people signed, the content of
 * documents as far as the holder shows it, and the proofs that lead to a checkpoint that both sides' gateways signed.
 * Nothing in it is believed: trust starts from what the verifier pinned elsewhere, see `trust.ts`.
 */
import { z } from 'zod';
import { DISCLOSURE_SCHEMA } from '../disclosure/disclosure.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { JSON_LIMITS, type JsonLimits } from '../json/json-limits.ts';
import { BARE_HEX_32, CHAIN_HEX_32 } from '../merkle/hex.ts';

export const DOSSIER_FORMAT = 'corridor/dossier/1';

/** A dossier carries files, as base 64 of at most 10 MB each. */
export const DOSSIER_LIMITS: JsonLimits = {
  ...JSON_LIMITS,
  maxBytes: 128 * 1024 * 1024,
  maxItems: 100_000,
  maxStringBytes: 14 * 1024 * 1024,
};

const word = z.string().regex(CHAIN_HEX_32);
const bareHash = z.string().regex(BARE_HEX_32);
const sequence = z.int().min(1);
const unixSeconds = z.int().min(0);
const many = DOSSIER_LIMITS.maxItems;

/** One applied action with what its log leaf says beyond it, and the way from the leaf to the root. */
const appliedSchema = z.strictObject({
  sequence,
  /** Block time, unix seconds. */
  anchoredAt: unixSeconds,
  /** As people signed it; read by `parseSignedAction`. */
  action: z.unknown(),
  actorHead: word,
  subjectHead: word,
  /** From the leaf's sibling up. */
  path: z.array(bareHash).max(64),
});

const headProofSchema = z.strictObject({
  kind: z.enum(['CASE', 'STANDING']),
  id: word,
  siblings: z.array(z.union([bareHash, z.literal('')])).max(256),
  leaf: z.strictObject({ place: bareHash, head: word, sequence }).nullable(),
});

const contentSchema = z.strictObject({
  /** Root that an action names, 0x hex. */
  root: word,
  disclosure: DISCLOSURE_SCHEMA,
});

const attachmentSchema = z.strictObject({
  sha256: bareHash,
  /** Base 64 (RFC 4648 section 4). */
  bytes: z.string(),
});

export const DOSSIER_SCHEMA = z.strictObject({
  format: z.literal(DOSSIER_FORMAT),
  ledger: z.strictObject({
    chainId: z.int().min(1),
    verifyingContract: z.string().regex(/^0x[0-9a-f]{40}$/),
    ledgerId: word,
  }),
  caseId: word,
  /** Signed note: the state of the log that everything here is proven against. */
  checkpoint: z.string(),
  /** Everything that happened on the case, by ascending sequence. */
  actions: z.array(appliedSchema).min(1).max(many),
  /** Registry actions that say who the signers were, by ascending sequence. */
  registry: z.array(appliedSchema).max(many),
  /**
   * Public keys of the addresses that signed, 65 bytes, ascending: their hashes are the addresses, and with them many
   * signatures are checked at once.
   */
  signerKeys: z.array(z.string().regex(/^04[0-9a-f]{128}$/)).max(many),
  /** Current heads of the case and of the standing of keys, parties and jurisdictions, by kind and id. */
  heads: z.array(headProofSchema).min(1).max(many),
  /** Content that the holder shows, by root. */
  contents: z.array(contentSchema).max(many),
  /** Files, by digest. */
  attachments: z.array(attachmentSchema).max(many),
  /** Promises of gateways about actions of the case, signed notes, in the order of their text. */
  promises: z.array(z.string()).max(many),
});

export type Dossier = z.infer<typeof DOSSIER_SCHEMA>;
export type DossierEntry = Dossier['actions'][number];
export type DossierContent = Dossier['contents'][number];
export type DossierAttachment = Dossier['attachments'][number];

/** Parts of a dossier in any order. */
export type DossierParts = Omit<Dossier, 'format'>;

/** Lists of a dossier with the key by which each is sorted and no two entries are alike. */
const ORDER: { readonly [List in keyof Dossier]?: (item: never) => string | number } = {
  actions: (entry: DossierEntry) => entry.sequence,
  registry: (entry: DossierEntry) => entry.sequence,
  signerKeys: (key: string) => key,
  heads: ({ kind, id }: Dossier['heads'][number]) => `${kind} ${id}`,
  contents: ({ root }: DossierContent) => root,
  attachments: ({ sha256 }: DossierAttachment) => sha256,
  promises: (note: string) => note,
};

/** Puts a dossier together: the same parts give the same bytes in whatever order they come. */
export function makeDossier(parts: DossierParts): Dossier {
  const dossier: Dossier = { ...parts, format: DOSSIER_FORMAT };
  for (const [name, key] of Object.entries(ORDER)) {
    const list = name as keyof typeof ORDER;
    const items = [...(dossier[list] as unknown[])] as never[];
    items.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    Object.assign(dossier, { [list]: items });
  }
  return dossier;
}

/** Pointer to the first entry that is out of order or stands twice; undefined if there is none. */
export function firstMisplaced(dossier: Dossier): string | undefined {
  for (const [name, key] of Object.entries(ORDER)) {
    const keys = (dossier[name as keyof Dossier] as never[]).map(key);
    const at = keys.findIndex((each, index) => index > 0 && each <= (keys[index - 1] ?? each));
    if (at !== -1) return `/${name}/${at}`;
  }
  return undefined;
}

/** Bytes of a dossier: canonical JSON (RFC 8785) and a line feed. @throws {JsonError} outside the strict profile */
export function formatDossier(dossier: Dossier): string {
  return `${canonicalJson(dossier, DOSSIER_LIMITS)}\n`;
}
