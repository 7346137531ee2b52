import { valueAt } from '../../../../protocol/json/json-pointer.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import type { ReadItem } from '../../../../server/formats/reading.ts';
import { decodeXml } from '../../../../server/formats/xml/decode-xml.ts';
import { parseXml } from '../../../../server/formats/xml/parse-xml.ts';
import { readXml } from '../../../../server/formats/xml/read-xml.ts';
import { valuesOf } from '../../../../server/formats/xml/tree.ts';
import { sampleBytes } from '../../../protocol/support/samples.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The only item of a sample. */
export function itemOf(name: string): ReadItem {
  const { items } = readFile({ bytes: sampleBytes(name) });
  if (items.length !== 1) throw new Error(`${items.length} items`);
  return items[0];
}

/** A document without its source, as loose JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into documents of every schema
export function documentOf(name: string): any {
  const { source: _, ...document } = itemOf(name).document as unknown as Record<string, JsonValue>;
  return document;
}

/** Values that neither the document nor the list of unmapped values accounts for: path and value. */
export function lostIn(bytes: Uint8Array): string[] {
  const { items } = readXml({ bytes });
  const unmapped = new Set(items.flatMap((item) => item.unmapped.map((each) => ('path' in each ? each.path : ''))));
  const taken = new Map<string, unknown[]>();
  for (const { sources, document } of items) {
    for (const [pointer, source] of sources) {
      const path = 'path' in source ? source.path : '';
      taken.set(path, [...(taken.get(path) ?? []), valueAt(document, pointer)]);
    }
  }
  const lost: string[] = [];
  for (const node of valuesOf(parseXml(decodeXml(bytes)))) {
    const { path } = node.position();
    const carried = (taken.get(path) ?? []).some((value) => isSame(node.value, value));
    if (!unmapped.has(path) && !carried && !IMPLIED.test(path)) lost.push(`${path} = ${node.value}`);
  }
  return lost;
}

/** Values that the place in the document implies: formats, and qualifiers and numbers that only say where a value goes. */
const IMPLIED =
  /\/(?:@formatCode|messageCode|ucrType|@unitCode|SequenceNumeric|IdentificationTypeCode|Communication(?:\[\d+\])?\/TypeCode|Origin\/TypeCode)(?:\[\d+\])?$/;

/** Whether a document carries a value, in whatever spelling: numbers by value, times by their digits. */
function isSame(stated: string, carried: unknown): boolean {
  if (carried === undefined || (typeof carried === 'object' && carried !== null)) return false;
  const text = String(carried);
  if (text === stated || (/^[-+.,\d]+$/.test(stated) && Number(text) === Number(stated.replace(',', '.')))) return true;
  const digits = (value: string) => value.replace(/\D/g, '');
  if (/^\d{4}-\d\d-\d\d/.test(text)) return digits(text).startsWith(digits(stated).slice(0, 14));
  if (typeof carried === 'boolean') return stated === String(Number(carried)) || stated === String(carried);
  return /^\d$/.test(stated) && /^[A-Z_]+$/.test(text);
}
