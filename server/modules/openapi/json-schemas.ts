/**
 * JSON Schemas of an OpenAPI 3.1 document, from zod. Schemas with a `meta` id become components.
 *
 * Made with zod's own `toJSONSchema`, not with a library: OpenAPI 3.1 takes JSON Schema 2020-12 as it is, so that what is
 * left is the moving of definitions below.
 */
import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface SchemaCollector {
  /** Schema as it stands in the document: a reference if it has an id. @param io what is sent in, or answered */
  add(schema: z.ZodType, io: 'input' | 'output'): JsonSchema;
  readonly components: Readonly<Record<string, JsonSchema>>;
}

export function collectSchemas(): SchemaCollector {
  const components: Record<string, JsonSchema> = {};

  /** Same id, other shape in the other direction: the second gets a name of its own. */
  function place(id: string, schema: JsonSchema, io: 'input' | 'output'): string {
    const known = components[id];
    if (known === undefined || sameJson(known, schema)) {
      components[id] = schema;
      return id;
    }
    const other = `${id}${io === 'input' ? 'Input' : 'Output'}`;
    components[other] = schema;
    return other;
  }

  function add(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    // Wrapped, so that a root with an id is a reference like any other.
    const made = z.toJSONSchema(z.object({ root: schema }), { io, unrepresentable: 'any', target: 'draft-2020-12' });
    const { $defs = {}, properties } = made as {
      $defs?: Record<string, JsonSchema>;
      properties?: { root?: JsonSchema };
    };
    const names = new Map<string, string>();
    for (const [id, definition] of Object.entries($defs)) {
      const { id: _id, ...rest } = definition;
      names.set(id, place(id, relocated(rest, new Map()), io));
    }
    return relocated(properties?.root ?? {}, names);
  }

  return { add, components };
}

/** The same schema with references that lead into the components. */
function relocated(value: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [
        key,
        key === '$ref' && typeof child === 'string' ? moved(child, names) : walk(child),
      ]),
    );
  };
  return walk(value) as JsonSchema;
}

function moved(reference: string, names: ReadonlyMap<string, string>): string {
  const id = /^#\/\$defs\/(.+)$/.exec(reference)?.[1];
  return id === undefined ? reference : `#/components/schemas/${names.get(id) ?? id}`;
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
