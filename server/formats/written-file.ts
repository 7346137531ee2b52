/** A file that leaves in a foreign format. */
export interface WrittenFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Ending of the file name, without the dot. */
  readonly extension: string;
}

/** Bytes of a text in UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
