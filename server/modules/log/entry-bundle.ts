/** Bundles of log entries. @see https://c2sp.org/tlog-tiles, section Log entries */

/** Joins entries, each behind its length as 16 bits big-endian. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}
