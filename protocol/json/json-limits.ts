/** Size limits of the strict JSON profile. All are inclusive. */
export interface JsonLimits {
  /** Length of the whole text in UTF-8 bytes. */
  readonly maxBytes: number;
  /** Containers inside each other. */
  readonly maxDepth: number;
  /** Members of one object. */
  readonly maxKeys: number;
  /** Items of one array. */
  readonly maxItems: number;
  /** Length of one string or key in UTF-8 bytes. */
  readonly maxStringBytes: number;
}

/** Limits of a document; a request body is held smaller by the gateway. */
export const JSON_LIMITS: JsonLimits = {
  maxBytes: 10 * 1024 * 1024,
  maxDepth: 32,
  maxKeys: 2_000,
  maxItems: 10_000,
  maxStringBytes: 64 * 1024,
};

const encoder = new TextEncoder();

/** Whether a text is longer than a number of UTF-8 bytes; counts exactly only where the answer is not obvious. */
export function exceedsBytes(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes) return true;
  if (text.length * 3 <= maxBytes) return false;
  return encoder.encode(text).length > maxBytes;
}
