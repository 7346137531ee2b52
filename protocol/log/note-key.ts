/**
 * Ed25519 keys of notes, and the two kinds of signature they make: over the text (`0x01`), and over the text with a time
 * (`0x04`, a cosignature). One key may make both, since the signed bytes never begin alike.
 * @see https://c2sp.org/signed-note, https://c2sp.org/tlog-cosignature, RFC 8032
 */
import { ed25519 } from '@noble/curves/ed25519';
import { sha256 } from '@noble/hashes/sha2';
import { CodedError } from '../coded-error.ts';
import { fromBase64, toBase64 } from '../merkle/base64.ts';
import { decodeUint64, encodeUint64, joinBytes } from '../merkle/bytes.ts';
import { toBareHex } from '../merkle/hex.ts';
import { isKeyName, type NoteSignature } from './note.ts';

/** Signature type of a key: plain, or timestamped. */
export type NoteKeyType = 'NOTE' | 'COSIGNATURE';

const TYPE_BYTE: Readonly<Record<NoteKeyType, number>> = { NOTE: 0x01, COSIGNATURE: 0x04 };
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const encoder = new TextEncoder();

/** Who checks a signature. */
export interface NoteVerifierKey {
  readonly name: string;
  readonly type: NoteKeyType;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** Who signs: a name and 32 secret bytes. */
export interface NoteSecretKey {
  readonly name: string;
  readonly seed: Uint8Array;
}

/** `SHA-256(name || 0x0A || type || public key)`, first 4 bytes, bare hex. */
export function noteKeyId({ name, type, publicKey }: NoteVerifierKey): string {
  const typeByte = new Uint8Array([TYPE_BYTE[type]]);
  return toBareHex(sha256(joinBytes(encoder.encode(`${name}\n`), typeByte, publicKey)).subarray(0, 4));
}

/** Writes a verifier key: `name+keyId+base64(type || public key)`. */
export function formatVerifierKey(key: NoteVerifierKey): string {
  const material = joinBytes(new Uint8Array([TYPE_BYTE[key.type]]), key.publicKey);
  return `${key.name}+${noteKeyId(key)}+${toBase64(material)}`;
}

/** Reads a verifier key of type `0x01` or `0x04`. @throws {CodedError} NOTE_KEY_INVALID */
export function parseVerifierKey(text: string): NoteVerifierKey {
  const [name = '', keyId = '', material] = splitKey(text);
  const bytes = fromBase64(material ?? '');
  const type =
    bytes?.[0] === TYPE_BYTE.NOTE ? 'NOTE' : bytes?.[0] === TYPE_BYTE.COSIGNATURE ? 'COSIGNATURE' : undefined;
  if (!isKeyName(name) || bytes === undefined || bytes.length !== 1 + KEY_BYTES || type === undefined) {
    throw invalidKey();
  }
  const key: NoteVerifierKey = { name, type, publicKey: bytes.slice(1) };
  if (noteKeyId(key) !== keyId) throw invalidKey();
  return key;
}

/** Writes a secret key: `PRIVATE+KEY+name+keyId+base64(0x01 || seed)`, as other tools of signed notes do. */
export function formatSecretKey({ name, seed }: NoteSecretKey): string {
  const keyId = noteKeyId({ name, type: 'NOTE', publicKey: ed25519.getPublicKey(seed) });
  return `${PRIVATE}${name}+${keyId}+${toBase64(joinBytes(new Uint8Array([TYPE_BYTE.NOTE]), seed))}`;
}

/** Reads a secret key. @throws {CodedError} NOTE_KEY_INVALID; the message never shows the key */
export function parseSecretKey(text: string): NoteSecretKey {
  if (!text.startsWith(PRIVATE)) throw invalidKey();
  const [name = '', keyId = '', material] = splitKey(text.slice(PRIVATE.length));
  const bytes = fromBase64(material ?? '');
  if (!isKeyName(name) || bytes === undefined || bytes.length !== 1 + KEY_BYTES || bytes[0] !== TYPE_BYTE.NOTE) {
    throw invalidKey();
  }
  const seed = bytes.slice(1);
  if (noteKeyId({ name, type: 'NOTE', publicKey: ed25519.getPublicKey(seed) }) !== keyId) throw invalidKey();
  return { name, seed };
}

/** Public half of a secret key. */
export function publicKeyOf({ seed }: NoteSecretKey): Uint8Array {
  return ed25519.getPublicKey(seed);
}

/** Signs a text (`0x01`). @param text with its final newline */
export function signNote(text: string, { name, seed }: NoteSecretKey): NoteSignature {
  const keyId = noteKeyId({ name, type: 'NOTE', publicKey: ed25519.getPublicKey(seed) });
  return { keyName: name, keyId, bytes: ed25519.sign(encoder.encode(text), seed) };
}

/** Cosigns a text (`0x04`). @param time unix seconds */
export function cosignNote(text: string, { name, seed }: NoteSecretKey, time: number): NoteSignature {
  const keyId = noteKeyId({ name, type: 'COSIGNATURE', publicKey: ed25519.getPublicKey(seed) });
  const signature = ed25519.sign(encoder.encode(cosignedMessage(text, time)), seed);
  return { keyName: name, keyId, bytes: joinBytes(encodeUint64(time), signature) };
}

/** What a line says once it was checked: the time of a cosignature, nothing more for a plain signature. */
export type CheckedSignature =
  | { readonly outcome: 'VALID'; readonly time?: number }
  | { readonly outcome: 'OTHER_KEY' }
  | { readonly outcome: 'BAD_SIGNATURE' };

/** Checks one line below a text against one key. */
export function checkSignature(text: string, line: NoteSignature, key: NoteVerifierKey): CheckedSignature {
  if (line.keyName !== key.name || line.keyId !== noteKeyId(key)) return { outcome: 'OTHER_KEY' };
  if (key.type === 'NOTE') {
    return { outcome: isEd25519(line.bytes, text, key.publicKey) ? 'VALID' : 'BAD_SIGNATURE' };
  }
  const time = decodeUint64(line.bytes);
  if (time === undefined) return { outcome: 'BAD_SIGNATURE' };
  const valid = isEd25519(line.bytes.subarray(8), cosignedMessage(text, time), key.publicKey);
  return valid ? { outcome: 'VALID', time } : { outcome: 'BAD_SIGNATURE' };
}

const PRIVATE = 'PRIVATE+KEY+';

function cosignedMessage(text: string, time: number): string {
  return `cosignature/v1\ntime ${time}\n${text}`;
}

function isEd25519(signature: Uint8Array, message: string, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  try {
    // the strict rules of RFC 8032: one signature has one spelling, and no key of small order signs anything
    return ed25519.verify(signature, encoder.encode(message), publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Name, key id and material; base64 may contain a plus itself. */
function splitKey(text: string): string[] {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  return match === null ? [] : match.slice(1);
}

function invalidKey(): CodedError {
  return new CodedError('NOTE_KEY_INVALID', 'This is no Ed25519 key of signed notes, or its key id is another.');
}
