/**
 * What one gateway signs when it asks another for content. A signed note:
 *
 * ```
 * corridor-exchange/v1
 * <origin of the log>
 * to <name of the gateway that is asked>
 * time <unix seconds>
 * nonce <32 random bytes, bare hex>
 * root <0x hex>
 * content <SHA-256, bare hex>
 * ```
 *
 * The last line is there when bytes are asked for, and missing when the question is what a root stands for. It names who
 * is asked and carries a nonce, so that it can be used at one gateway and once.
 */
import { CodedError } from '../coded-error.ts';
import { CHAIN_HEX_32 } from '../merkle/hex.ts';
import { type GatewayKey, promiseKey } from './gateway-key.ts';
import { formatNote, type Note, parseNote } from './note.ts';
import { checkSignature, type NoteSecretKey, signNote } from './note-key.ts';

const HEAD = 'corridor-exchange/v1';

export interface ExchangeRequest {
  /** Of the log, which names the ledger. */
  readonly origin: string;
  /** Name of the gateway that is asked. */
  readonly to: string;
  /** unix seconds */
  readonly time: number;
  /** 32 random bytes, bare hex. */
  readonly nonce: string;
  /** Root on chain that the question is about, 0x hex. */
  readonly root: string;
  /** SHA-256 of the bytes asked for, bare hex; undefined asks what the root stands for. */
  readonly content?: string | undefined;
}

/** Signs a request under the name of the gateway that asks. @returns the signed note */
export function signExchangeRequest(request: ExchangeRequest, secret: NoteSecretKey): string {
  const text = requestText(request);
  return formatNote({ text, signatures: [signNote(text, secret)] });
}

export type OpenedExchangeRequest =
  | { readonly ok: true; readonly request: ExchangeRequest; readonly gateway: GatewayKey }
  | { readonly ok: false; readonly reason: 'MALFORMED' | 'OTHER_LOG' | 'NOT_SIGNED' };

/**
 * Reads a request and checks who asks. Time and nonce are for the caller to judge.
 * @param gateways pinned out of band
 */
export function openExchangeRequest(
  note: string,
  origin: string,
  gateways: readonly GatewayKey[],
): OpenedExchangeRequest {
  const read = readRequest(note);
  if (read === undefined) return { ok: false, reason: 'MALFORMED' };
  if (read.request.origin !== origin) return { ok: false, reason: 'OTHER_LOG' };
  const [line] = read.note.signatures;
  const gateway = gateways.find(({ name }) => name === line?.keyName);
  if (line === undefined || gateway === undefined) return { ok: false, reason: 'NOT_SIGNED' };
  const { outcome } = checkSignature(read.note.text, line, promiseKey(gateway));
  return outcome === 'VALID' ? { ok: true, request: read.request, gateway } : { ok: false, reason: 'NOT_SIGNED' };
}

function requestText({ origin, to, time, nonce, root, content }: ExchangeRequest): string {
  const lines = [HEAD, origin, `to ${to}`, `time ${time}`, `nonce ${nonce}`, `root ${root}`];
  if (content !== undefined) lines.push(`content ${content}`);
  return `${lines.join('\n')}\n`;
}

/** @returns undefined unless it is a request with exactly one signature, written as {@link requestText} writes it */
function readRequest(text: string): { request: ExchangeRequest; note: Note } | undefined {
  const note = parseOrNothing(text);
  if (note === undefined || note.signatures.length !== 1) return undefined;
  const [, origin = '', to = '', time = '', nonce = '', root = '', content] = note.text.split('\n').map(partOf);
  const request = { origin, to, time: Number(time), nonce, root, ...(content ? { content } : {}) };
  const sound =
    Number.isSafeInteger(request.time) &&
    BARE_HEX_32.test(nonce) &&
    CHAIN_HEX_32.test(root) &&
    (request.content === undefined || BARE_HEX_32.test(request.content));
  return sound && requestText(request) === note.text ? { request, note } : undefined;
}

const BARE_HEX_32 = /^[0-9a-f]{64}$/;

/** The value of a line: what follows its keyword; the first two lines have none. */
function partOf(line: string, index: number): string {
  return index < 2 ? line : line.slice(line.indexOf(' ') + 1);
}

function parseOrNothing(text: string): Note | undefined {
  try {
    return parseNote(text);
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
