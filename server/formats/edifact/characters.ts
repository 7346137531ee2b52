/**
 * From bytes to text, by the character set that the interchange declares. Nothing is guessed: text that was decoded
 * wrongly would be signed and anchored as if the sender had written it.
 * @see ISO 9735-1 section 6; UN/EDIFACT data element 0001
 */
import { FormatError } from '../format-error.ts';

/** Encodings by syntax identifier; UNOA and UNOB are parts of ASCII. */
const ENCODINGS: Readonly<Record<string, string>> = {
  UNOC: 'iso-8859-1',
  UNOD: 'iso-8859-2',
  UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7',
  UNOG: 'iso-8859-3',
  UNOH: 'iso-8859-4',
  UNOI: 'iso-8859-6',
  UNOJ: 'iso-8859-8',
};

/** Encoding of a syntax identifier. */
export function encodingOf(syntax: string): string {
  return Object.hasOwn(ENCODINGS, syntax) ? (ENCODINGS[syntax] ?? 'utf-8') : 'utf-8';
}

/** Enough for white space, service string advice and the syntax identifier. */
const HEAD_BYTES = 512;

/** Decodes an interchange in pieces; a character may be cut by the end of a piece. */
export class InterchangeDecoder {
  #head = new Uint8Array(0);
  #decoder: TextDecoder | undefined;
  #syntax = 'none';
  #encoding = 'utf-8';

  /** Encoding that the first header declares. */
  get encoding(): string {
    return this.#encoding;
  }

  /** @throws {FormatError} EDIFACT_ENCODING if bytes beyond ASCII are neither UTF-8 nor declared */
  push(bytes: Uint8Array): string {
    if (this.#decoder !== undefined) return this.#decode(bytes, true);
    this.#head = joined(this.#head, bytes);
    return this.#head.length < HEAD_BYTES ? '' : this.#decode(this.#takeHead(), true);
  }

  /** @throws {FormatError} as {@link push} */
  end(): string {
    return this.#decode(this.#takeHead(), false);
  }

  #takeHead(): Uint8Array {
    const head = this.#head;
    this.#head = new Uint8Array(0);
    return head;
  }

  #decode(bytes: Uint8Array, stream: boolean): string {
    try {
      this.#decoder ??= this.#open(bytes);
      return this.#decoder.decode(bytes, { stream });
    } catch {
      throw new FormatError('EDIFACT_ENCODING', { declared: this.#syntax });
    }
  }

  #open(bytes: Uint8Array): TextDecoder {
    const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
    this.#syntax = /UNB.(UNO[A-Z])/.exec(head)?.[1] ?? 'none';
    this.#encoding = encodingOf(this.#syntax);
    return new TextDecoder(this.#encoding, { fatal: true });
  }
}

/** Decodes an interchange that is at hand as a whole. @throws {FormatError} EDIFACT_ENCODING */
export function decodeInterchange(bytes: Uint8Array): string {
  const decoder = new InterchangeDecoder();
  return decoder.push(bytes) + decoder.end();
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
