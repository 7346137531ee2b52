/**
 * Checkpoints: size and root of the log and root of the head map, as a signed note.
 *
 * ```
 * corridor-ledger/<ledgerId, 64 hex digits>
 * <leaves>
 * <root of the tree, base64>
 * heads/v1 <root of the head map, base64>
 * ```
 *
 * The text depends on nothing but the first leaves of the log: every gateway of one ledger writes the same bytes for the
 * same size, so their signatures can stand below one note, and two texts of one size contradict each other.
 * @see https://c2sp.org/tlog-checkpoint
 */
import { CodedError } from '../coded-error.ts';
import { fromBase64, toBase64 } from '../merkle/base64.ts';
import { CHAIN_HEX_32 } from '../merkle/hex.ts';

const HASH_BYTES = 32;
const HEADS_PREFIX = 'heads/v1 ';

/** What a checkpoint says. */
export interface Checkpoint {
  readonly origin: string;
  /** Leaves in the tree: the sequence of the last applied action. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Root of the head map after the last leaf, 32 bytes. */
  readonly headsRoot: Uint8Array;
}

/** The log's name, the same for every gateway. @param ledgerId 0x hex, 32 bytes */
export function logOrigin(ledgerId: string): string {
  if (!CHAIN_HEX_32.test(ledgerId)) {
    throw new CodedError('LEDGER_ID_INVALID', 'A ledger id is 32 bytes in lower-case 0x hex.');
  }
  return `corridor-ledger/${ledgerId.slice(2)}`;
}

/** The note text, with its final newline. */
export function checkpointText({ origin, size, root, headsRoot }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n${HEADS_PREFIX}${toBase64(headsRoot)}\n`;
}

/** The three lines that every transparency log has, and what follows them. */
export interface TreeHeadText {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly extensions: readonly string[];
}

/** Reads the text of any checkpoint. @throws {CodedError} CHECKPOINT_INVALID */
export function parseTreeHead(text: string): TreeHeadText {
  if (!text.endsWith('\n')) throw invalid();
  const [origin = '', digits = '', hash = '', ...extensions] = text.slice(0, -1).split('\n');
  const size = /^(0|[1-9]\d{0,15})$/.test(digits) ? Number(digits) : undefined;
  const root = fromBase64(hash);
  const sound = origin !== '' && root?.length === HASH_BYTES && extensions.every((line) => line !== '');
  if (!sound || size === undefined || !Number.isSafeInteger(size) || root === undefined) throw invalid();
  return { origin, size, root, extensions };
}

/** Reads the text of a checkpoint of this log. @throws {CodedError} CHECKPOINT_INVALID */
export function parseCheckpoint(text: string): Checkpoint {
  const { origin, size, root, extensions } = parseTreeHead(text);
  const [line = ''] = extensions;
  const headsRoot = line.startsWith(HEADS_PREFIX) ? fromBase64(line.slice(HEADS_PREFIX.length)) : undefined;
  if (extensions.length !== 1 || headsRoot?.length !== HASH_BYTES) throw invalid();
  return { origin, size, root, headsRoot };
}

function invalid(): CodedError {
  return new CodedError('CHECKPOINT_INVALID', 'The text of the note is no checkpoint of this log.');
}
