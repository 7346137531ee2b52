import { readFileSync } from 'node:fs';

const folder = new URL('../../samples/', import.meta.url);

/** Bytes of a sample, for example `edifact/cuscar-d95b-msc-edinet.edi`. */
export function sampleBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

/** What an independent reader found in the samples, by file. */
export const FACTS: Readonly<Record<string, Record<string, unknown>>> = JSON.parse(
  readFileSync(new URL('facts.json', folder), 'utf8'),
);
