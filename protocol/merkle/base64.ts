/** Base 64 with padding and one spelling for each byte string. @see RFC 4648 section 4 */

/** Encodes bytes. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Decodes text; undefined if it is not exactly what {@link toBase64} writes for some bytes. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  // the last character of padded text has bits that decode to nothing; only zeros there are canonical
  return toBase64(bytes) === text ? bytes : undefined;
}
