/** JSON Schemas as tables for people. */

import { referenceOf } from '../../server/modules/openapi/docs-page.ts';
import type { JsonSchema } from '../../server/modules/openapi/json-schemas.ts';
import { markdownTable } from './markdown.ts';

/** Heading and table of one component. */
export function schemaSection(name: string, schema: JsonSchema): string[] {
  const { description, type } = schema as { description?: string; type?: unknown };
  const rows = fieldRows(schema, '');
  return [
    `### Schema ${name}`,
    '',
    ...(description === undefined ? [] : [`${description}.`, '']),
    ...(type === 'object' && rows.length > 0
      ? markdownTable(['member', 'type', 'meaning'], rows)
      : [`Type: ${typeOf(schema)}`, '']),
  ];
}

/** Members of an object, those of objects inside it under a dotted name. */
function fieldRows(schema: JsonSchema, prefix: string): string[][] {
  const { properties = {}, required = [] } = schema as {
    properties?: Readonly<Record<string, JsonSchema>>;
    required?: readonly string[];
  };
  return Object.entries(properties).flatMap(([name, child]) => {
    const label = `\`${prefix}${name}\`${required.includes(name) ? '' : ' (optional)'}`;
    const row = [label, typeOf(child), String(child['description'] ?? '')];
    return [row, ...fieldRows(inner(child), `${prefix}${name}${child['type'] === 'array' ? '[].' : '.'}`)];
  });
}

/** Object whose members are listed below a member: itself, the item of an array, the only choice beside null. */
function inner(schema: JsonSchema): JsonSchema {
  const { type, items, anyOf } = schema as { type?: unknown; items?: JsonSchema; anyOf?: readonly JsonSchema[] };
  if (type === 'array' && items !== undefined) return inner(items);
  const choices = (anyOf ?? []).filter((each) => each['type'] !== 'null');
  return choices.length === 1 && choices[0] !== undefined ? inner(choices[0]) : schema;
}

/** A type in a few words. */
export function typeOf(schema: JsonSchema): string {
  const reference = referenceOf(schema);
  if (reference !== undefined) return `[${reference}](#schema-${reference.toLowerCase()})`;
  const {
    type,
    items,
    anyOf,
    enum: values,
    const: only,
    pattern,
    format,
  } = schema as {
    type?: unknown;
    items?: JsonSchema;
    anyOf?: readonly JsonSchema[];
    enum?: readonly unknown[];
    const?: unknown;
    pattern?: string;
    format?: string;
  };
  if (only !== undefined) return `\`${String(only)}\``;
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(' or ');
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (type === 'array') return `list of ${items === undefined ? 'anything' : typeOf(items)}`;
  if (typeof type !== 'string') return 'anything';
  return wordOf(type, pattern, format);
}

function wordOf(type: string, pattern: string | undefined, format: string | undefined): string {
  const digits = /^\^0x\[0-9a-f(?:A-F)?\]\{(\d+)\}\$$/.exec(pattern ?? '')?.[1];
  if (digits !== undefined) return `hex, ${Number(digits) / 2} bytes`;
  if (format === 'date-time') return 'RFC 3339 time';
  return type;
}
