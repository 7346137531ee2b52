/**
 * A second reading of a dossier's proofs, written from the comments of the formats over node:crypto and ethers, without a
 * line of `protocol/`: leaves, paths, heads, chains and signatures of people and gateways.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { concat, keccak256, TypedDataEncoder, toUtf8Bytes, verifyTypedData } from 'ethers';

interface Entry {
  readonly sequence: number;
  readonly anchoredAt: number;
  readonly action: {
    readonly kind: string;
    readonly message: Readonly<Record<string, unknown>>;
    readonly signatures: readonly { readonly signer: string; readonly signature: string }[];
  };
  readonly actorHead: string;
  readonly subjectHead: string;
  readonly path: readonly string[];
}

interface Head {
  readonly kind: string;
  readonly id: string;
  readonly siblings: readonly string[];
  readonly leaf: { readonly place: string; readonly head: string; readonly sequence: number } | null;
}

/** EIP-712 fields of each kind with its number, given by the caller's table. */
export interface KindTable {
  readonly [kind: string]: {
    readonly id: number;
    readonly fields: readonly { readonly name: string; readonly type: string }[];
  };
}

const sha256 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hex = (text: string) => Buffer.from(text.replace(/^0x/, ''), 'hex');
const uint64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};
const ZERO = `0x${'0'.repeat(64)}`;

export function digestOf(
  ledger: { chainId: number; verifyingContract: string },
  entry: Entry,
  kinds: KindTable,
): string {
  const { kind, message } = entry.action;
  const domain = { name: 'Corridor Ledger', version: '1', ...ledger };
  const types = { [kind]: [...(kinds[kind]?.fields ?? [])] };
  const { chainId, verifyingContract } = domain;
  return TypedDataEncoder.hash({ name: domain.name, version: '1', chainId, verifyingContract }, types, { ...message });
}

/** Whether every signature of an address over an action is its own, by ethers. */
export function isSigned(
  ledger: { chainId: number; verifyingContract: string },
  entry: Entry,
  kinds: KindTable,
): boolean {
  const { kind, message, signatures } = entry.action;
  const { chainId, verifyingContract } = ledger;
  const domain = { name: 'Corridor Ledger', version: '1', chainId, verifyingContract };
  const types = { [kind]: [...(kinds[kind]?.fields ?? [])] };
  return signatures.every(
    ({ signer, signature }) =>
      signer.length !== 42 || verifyTypedData(domain, types, { ...message }, signature).toLowerCase() === signer,
  );
}

/** The leaf's 211 bytes by its table. @param names actor and subject */
export function leafBytes(
  entry: Entry,
  digest: string,
  names: { actor: string; subject: string },
  kinds: KindTable,
): Uint8Array {
  const { sequence, anchoredAt, action, actorHead, subjectHead } = entry;
  const signed = keccak256(
    concat(action.signatures.flatMap(({ signer, signature }) => [keccak256(signer), keccak256(signature)])),
  );
  const head = [Buffer.from([1]), uint64(sequence), Buffer.from([kinds[action.kind]?.id ?? 0, 0]), uint64(anchoredAt)];
  return Buffer.concat([...head, ...[digest, signed, names.actor, names.subject, actorHead, subjectHead].map(hex)]);
}

/** Root over a path by the recursion of RFC 6962 section 2.1.1, which walks down instead of up. */
export function rootOver(leaf: Uint8Array, index: number, size: number, path: readonly string[]): Uint8Array {
  if (size === 1) return sha256(Buffer.from([0]), leaf);
  const k = 2 ** Math.floor(Math.log2(size - 1));
  const last = hex(path.at(-1) ?? '');
  const rest = path.slice(0, -1);
  return index < k
    ? sha256(Buffer.from([1]), rootOver(leaf, index, k, rest), last)
    : sha256(Buffer.from([1]), last, rootOver(leaf, index - k, size - k, rest));
}

/** Root of the head map over a proof, by its definition from the leaf up. */
export function headRoot({ kind, id, siblings, leaf }: Head): Uint8Array {
  const number = { CASE: 1, REGISTRY: 2, STANDING: 3 }[kind] ?? 0;
  const place = sha256(Buffer.from([number]), hex(id));
  const bits = [...place].flatMap((byte) => byte.toString(2).padStart(8, '0').split(''));
  const start =
    leaf === null ? Buffer.alloc(32) : sha256(Buffer.from([2]), hex(leaf.place), hex(leaf.head), uint64(leaf.sequence));
  return siblings.reduceRight<Uint8Array>((below, sibling, depth) => {
    const other = sibling === '' ? Buffer.alloc(32) : hex(sibling);
    return bits[depth] === '0' ? sha256(Buffer.from([3]), below, other) : sha256(Buffer.from([3]), other, below);
  }, start);
}

/** Head of a chain of digests. */
export function chainHead(digests: readonly string[]): string {
  return digests.reduce((head, digest) => keccak256(concat([head, digest])), ZERO);
}

export interface PlainCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly headsRoot: Uint8Array;
  /** Names of the gateways whose timestamped line verifies. */
  readonly cosigners: readonly string[];
}

/** Reads a checkpoint line by line and checks cosignatures with OpenSSL. @param keys `name+id+base64` of type 0x04 */
export function readCheckpoint(note: string, keys: readonly string[]): PlainCheckpoint {
  const [text = '', lines = ''] = note.split(/\n\n(?=— )/);
  const [, size = '', root = '', heads = ''] = text.split('\n');
  const cosigners = keys.flatMap((key) => {
    const [name = '', id = '', material = ''] = key.split(/\+(.{8})\+/);
    const spki = Buffer.concat([hex('302a300506032b6570032100'), Buffer.from(material, 'base64').subarray(1)]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const signed = lines.split('\n').some((line) => {
      const bytes = Buffer.from(line.slice(`— ${name} `.length), 'base64');
      if (!line.startsWith(`— ${name} `) || bytes.subarray(0, 4).toString('hex') !== id) return false;
      const time = bytes.readBigUInt64BE(4);
      return verify(null, toUtf8Bytes(`cosignature/v1\ntime ${time}\n${text}\n`), publicKey, bytes.subarray(12));
    });
    return signed ? [name] : [];
  });
  return {
    size: Number(size),
    root: Buffer.from(root, 'base64'),
    headsRoot: Buffer.from(heads.slice('heads/v1 '.length), 'base64'),
    cosigners,
  };
}
