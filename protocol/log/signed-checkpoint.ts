/** Signing checkpoints, and telling who signed one. */
import { CodedError } from '../coded-error.ts';
import { type Checkpoint, checkpointText, parseCheckpoint } from './checkpoint.ts';
import { cosignerKey, type GatewayKey, logKey } from './gateway-key.ts';
import { formatNote, type Note, type NoteSignature, parseNote } from './note.ts';
import { checkSignature, cosignNote, type NoteSecretKey, type NoteVerifierKey, signNote } from './note-key.ts';

/**
 * A gateway signs a checkpoint: as the log, and with the time at which it was the newest one.
 * @param time unix seconds
 * @returns the signed note
 */
export function signCheckpoint(checkpoint: Checkpoint, secret: NoteSecretKey, time: number): string {
  const text = checkpointText(checkpoint);
  const asLog = signNote(text, { name: checkpoint.origin, seed: secret.seed });
  return formatNote({ text, signatures: [asLog, cosignNote(text, secret, time)] });
}

/** A gateway cosigns the checkpoint of another that it found equal to its own. @param time unix seconds */
export function cosignCheckpoint(note: string, secret: NoteSecretKey, time: number): NoteSignature {
  return cosignNote(parseNote(note).text, secret, time);
}

/** One cosigner and when it cosigned, unix seconds. */
export interface Cosigner {
  readonly name: string;
  readonly time: number;
}

/** Why a checkpoint is not to be believed. */
export type CheckpointRefusal =
  /** Not a note, or its text is no checkpoint. */
  | 'MALFORMED'
  /** Of another log. */
  | 'OTHER_LOG'
  /** A line names a known key and does not verify. */
  | 'BAD_SIGNATURE'
  /** No known gateway signed it as the log. */
  | 'NOT_SIGNED';

export type OpenedCheckpoint =
  | {
      readonly ok: true;
      readonly checkpoint: Checkpoint;
      readonly note: Note;
      /** Names of the known gateways that signed it as the log. */
      readonly signers: readonly string[];
      /** Known gateways that cosigned it, the signers with their own time among them. */
      readonly cosigners: readonly Cosigner[];
    }
  | { readonly ok: false; readonly reason: CheckpointRefusal };

/**
 * Reads a checkpoint and checks every line of known gateways. Lines of unknown keys are ignored.
 * @param gateways pinned out of band
 */
export function openCheckpoint(note: string, origin: string, gateways: readonly GatewayKey[]): OpenedCheckpoint {
  const read = readCheckpoint(note);
  if (read === undefined) return { ok: false, reason: 'MALFORMED' };
  if (read.checkpoint.origin !== origin) return { ok: false, reason: 'OTHER_LOG' };
  const signers: string[] = [];
  const cosigners: Cosigner[] = [];
  for (const gateway of gateways) {
    const signed = linesOf(read.note, logKey(gateway, origin));
    const cosigned = linesOf(read.note, cosignerKey(gateway));
    if (signed === undefined || cosigned === undefined) return { ok: false, reason: 'BAD_SIGNATURE' };
    if (signed.length > 0) signers.push(gateway.name);
    if (cosigned.length > 0) cosigners.push({ name: gateway.name, time: Math.max(...cosigned) });
  }
  return signers.length === 0 ? { ok: false, reason: 'NOT_SIGNED' } : { ok: true, ...read, signers, cosigners };
}

/**
 * Whether two checkpoints cannot both be of one append-only log: same origin and size, another text. With the signatures
 * of known gateways below each of them, the pair proves by itself that one of the signers rewrote or split the log.
 */
export function contradicts(a: Checkpoint, b: Checkpoint): boolean {
  return a.origin === b.origin && a.size === b.size && checkpointText(a) !== checkpointText(b);
}

function readCheckpoint(text: string): { readonly note: Note; readonly checkpoint: Checkpoint } | undefined {
  try {
    const note = parseNote(text);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}

/** Times of a key's lines, 0 for lines without; undefined if one of them does not verify. */
function linesOf({ text, signatures }: Note, key: NoteVerifierKey): number[] | undefined {
  const times: number[] = [];
  for (const line of signatures) {
    const checked = checkSignature(text, line, key);
    if (checked.outcome === 'BAD_SIGNATURE') return undefined;
    if (checked.outcome === 'VALID') times.push(checked.time ?? 0);
  }
  return times;
}
