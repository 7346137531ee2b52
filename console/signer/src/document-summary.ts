/** What a document says, in a few lines: taken from its own fields, never from labels of whoever sent it. */
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { t, word } from './texts.ts';

export interface Line {
  readonly label: string;
  readonly value: string;
}

type SummaryKey = Parameters<typeof lineLabel>[0];
const lineLabel = (
  key:
    | 'number'
    | 'reference'
    | 'ucr'
    | 'title'
    | 'seller'
    | 'buyer'
    | 'exporter'
    | 'importer'
    | 'consignor'
    | 'consignee'
    | 'declarant'
    | 'carrier'
    | 'issuer'
    | 'invoice'
    | 'remarks'
    | 'validUntil',
) => t(`signer:summary.${key}`);

/** Where one value stands in documents of any schema, and what it is called. */
const SCALARS: readonly (readonly [label: SummaryKey, path: readonly string[]])[] = [
  ['title', ['title']],
  ['number', ['number']],
  ['reference', ['lrn']],
  ['ucr', ['ucr']],
  ['seller', ['seller', 'name']],
  ['buyer', ['buyer', 'name']],
  ['exporter', ['exporter', 'name']],
  ['importer', ['importer', 'name']],
  ['consignor', ['consignor', 'name']],
  ['consignee', ['consignee', 'name']],
  ['declarant', ['declarant', 'name']],
  ['carrier', ['carrier', 'name']],
  ['issuer', ['issuer', 'name']],
  ['invoice', ['invoice', 'number']],
  ['remarks', ['remarks']],
  ['validUntil', ['validUntil']],
];

/** Lists, with the members of an item that say what it is. */
const LISTS = [
  ['containers', ['containers'], ['number', 'containerNumber']],
  ['goods', ['lines'], ['description']],
  ['goods', ['items'], ['description']],
  ['consignments', ['consignments'], ['transportDocument.number', 'sequence']],
  ['parties', ['parties'], ['role']],
  ['offices', ['offices'], ['procedure']],
  ['events', ['events'], ['eventType', 'type', 'milestone']],
  ['conditions', ['conditions'], ['description']],
] as const;

const SHOWN_ITEMS = 4;

/** The lines of one document. */
export function summaryOf(document: JsonValue, files: readonly { readonly name: string }[]): Line[] {
  const type = textAt(document, ['documentType']) ?? '';
  const schema = textAt(document, ['schema']) ?? '';
  const scalars = SCALARS.flatMap(([label, path]) => {
    const value = textAt(document, path);
    return value === undefined ? [] : [{ label: lineLabel(label), value }];
  });
  const lists = LISTS.flatMap(([label, path, members]) => {
    const items = at(document, path);
    if (!Array.isArray(items) || items.length === 0) return [];
    return [{ label: t(`signer:summary.${label}`), value: listed(items.map((item) => named(item, members))) }];
  });
  const attached =
    files.length === 0 ? [] : [{ label: t('signer:summary.files'), value: listed(files.map((f) => f.name)) }];
  const kind = type === '' ? schema : `${word('documentType', type)} (${type})`;
  return [{ label: t('signer:summary.type'), value: kind }, ...scalars, ...amounts(document), ...lists, ...attached];
}

/** Whether the document says of itself that it is made up. */
export function isSimulated(document: JsonValue): boolean {
  return at(document, ['simulated']) === true;
}

function amounts(document: JsonValue): Line[] {
  const lines: Line[] = [];
  const total = textAt(document, ['total']) ?? textAt(document, ['invoice', 'total']);
  const currency = textAt(document, ['currency']) ?? textAt(document, ['invoice', 'currency']) ?? '';
  if (total !== undefined) lines.push({ label: t('signer:summary.total'), value: `${total} ${currency}`.trim() });
  const mass = textAt(document, ['totalGrossMassKg']);
  if (mass !== undefined) lines.push({ label: t('signer:summary.grossMass'), value: `${mass} kg` });
  const packages = textAt(document, ['totalPackages']);
  if (packages !== undefined) lines.push({ label: t('signer:summary.packages'), value: packages });
  return lines;
}

function listed(items: readonly string[]): string {
  const shown = items.slice(0, SHOWN_ITEMS).join('; ');
  const more = items.length - SHOWN_ITEMS;
  return more > 0 ? `${shown}; ${t('signer:summary.more', { count: more })}` : shown;
}

function named(item: JsonValue, members: readonly string[]): string {
  const name = members.map((member) => textAt(item, member.split('.'))).find((value) => value !== undefined);
  return name ?? '?';
}

function textAt(value: JsonValue, path: readonly string[]): string | undefined {
  const found = at(value, path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

function at(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const name of path) found = memberOf(found, name);
  return found;
}

/** A member of an object; undefined if the value is none or has no such member. */
export function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return;
  return (value as Readonly<Record<string, JsonValue>>)[name];
}
