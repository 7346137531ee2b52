/**
 * Signed notes: text, an empty line, and one line per signature.
 * @see https://c2sp.org/signed-note
 */
import { CodedError } from '../coded-error.ts';
import { fromBase64, toBase64 } from '../merkle/base64.ts';
import { joinBytes } from '../merkle/bytes.ts';
import { fromHex, toBareHex } from '../merkle/hex.ts';

/** Signatures that one note may carry; the specification asks for at least 16. */
export const MAX_NOTE_SIGNATURES = 64;
/** Characters that one note may have. */
export const MAX_NOTE_LENGTH = 64 * 1024;

const KEY_ID_BYTES = 4;
const LINE = /^— (\S+) ([A-Za-z0-9+/=]+)$/;
/** Every character below U+0020 but the newline. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the specification forbids
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/** One line below a note. */
export interface NoteSignature {
  readonly keyName: string;
  /** First 4 bytes of the key's hash, bare hex. */
  readonly keyId: string;
  /** What the key's algorithm made. */
  readonly bytes: Uint8Array;
}

export interface Note {
  /** With its final newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Writes a note. @throws {CodedError} NOTE_INVALID if {@link parseNote} would not read it */
export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(({ keyName, keyId, bytes }) => {
    return `— ${keyName} ${toBase64(joinBytes(fromHex(keyId), bytes))}\n`;
  });
  const note = `${text}\n${lines.join('')}`;
  parseNote(note);
  return note;
}

/** Reads a note; says nothing about whether its signatures hold. @throws {CodedError} NOTE_INVALID */
export function parseNote(note: string): Note {
  if (note.length > MAX_NOTE_LENGTH) throw invalid('it is too long');
  if (CONTROL.test(note) || !note.isWellFormed()) throw invalid('it has characters that no note has');
  const split = note.lastIndexOf('\n\n');
  if (split < 1 || !note.endsWith('\n')) throw invalid('it has no text, or no signatures below an empty line');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_NOTE_SIGNATURES) throw invalid('it has too many signatures');
  return { text: note.slice(0, split + 1), signatures: lines.map(parseLine) };
}

/** Puts signatures of two notes over one text together; a key that signed both counts with its later line. */
export function mergeNotes(a: Note, b: Note): Note {
  if (a.text !== b.text) throw invalid('the texts differ');
  const lines = new Map([...a.signatures, ...b.signatures].map((line) => [`${line.keyName}+${line.keyId}`, line]));
  return { text: a.text, signatures: [...lines.values()] };
}

/** Whether a text may be the name of a key. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !/[\s+]/u.test(name) && !CONTROL.test(name) && name.isWellFormed();
}

function parseLine(line: string): NoteSignature {
  const match = LINE.exec(line);
  const keyName = match?.[1] ?? '';
  const bytes = fromBase64(match?.[2] ?? '');
  if (!isKeyName(keyName) || bytes === undefined || bytes.length <= KEY_ID_BYTES) {
    throw invalid('a line below the text is no signature');
  }
  return { keyName, keyId: toBareHex(bytes.subarray(0, KEY_ID_BYTES)), bytes: bytes.slice(KEY_ID_BYTES) };
}

function invalid(why: string): CodedError {
  return new CodedError('NOTE_INVALID', `This is no signed note: ${why}.`);
}
