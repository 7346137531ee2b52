/**
 * A JSON schema as a function that says whether a value fits. It is put together from closures, not from source text, so
 * that it runs under a content security policy without `unsafe-eval`, and it is much faster than interpreting the schema
 * for each of thousands of events. What does not fit is explained by the interpreting validator.
 * @see JSON Schema draft 7
 */
import { format } from '@cfworker/json-schema';

export type Check = (value: unknown) => boolean;

type JsonObject = Readonly<Record<string, unknown>>;

/** Makes the checks of one keyword. @param schema in which the keyword stands */
type Keyword = (value: unknown, compile: (schema: unknown) => Check, schema: JsonObject) => Check;

/** Keywords that say nothing about a value by themselves; `then` is read with `if`. */
const SILENT: readonly string[] = ['$id', '$schema', 'definitions', 'title', 'description', 'then'];

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, Check>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  type: (value) => {
    const checks = [value].flat().map((name) => TYPES[String(name)] ?? unknown('type', name));
    return checks.length === 1 ? (checks[0] as Check) : (each) => checks.some((check) => check(each));
  },
  enum: (value) => {
    const members = new Set(value as readonly unknown[]);
    for (const member of members) if (typeof member === 'object' && member !== null) unknown('enum', member);
    return (each) => members.has(each);
  },
  required: (value) => {
    const names = value as readonly string[];
    return (each) => !isObject(each) || names.every((name) => Object.hasOwn(each, name));
  },
  properties: (value, compile) => {
    const checks = Object.entries(value as JsonObject).map(([name, part]) => [name, compile(part)] as const);
    return (each) =>
      !isObject(each) || checks.every(([name, check]) => !Object.hasOwn(each, name) || check(each[name]));
  },
  additionalProperties: (value, compile, { properties = {} }) => {
    const named = new Set(Object.keys(properties as JsonObject));
    const check = compile(value);
    return (each) => !isObject(each) || Object.entries(each).every(([name, part]) => named.has(name) || check(part));
  },
  propertyNames: (value, compile) => {
    const check = compile(value);
    return (each) => !isObject(each) || Object.keys(each).every(check);
  },
  items: (value, compile) => {
    if (Array.isArray(value)) unknown('items', value);
    const check = compile(value);
    return (each) => !Array.isArray(each) || each.every((item) => check(item));
  },
  minItems: (value) => (each) => !Array.isArray(each) || each.length >= Number(value),
  uniqueItems: (value) => (each) => value !== true || !Array.isArray(each) || areUnique(each),
  anyOf: (value, compile) => {
    const checks = (value as readonly unknown[]).map(compile);
    return (each) => checks.some((check) => check(each));
  },
  oneOf: (value, compile) => {
    const checks = (value as readonly unknown[]).map(compile);
    return (each) => checks.filter((check) => check(each)).length === 1;
  },
  allOf: (value, compile) => {
    const checks = (value as readonly unknown[]).map(compile);
    return (each) => checks.every((check) => check(each));
  },
  not: (value, compile) => {
    const check = compile(value);
    return (each) => !check(each);
  },
  if: (value, compile, { then }) => {
    const [condition, consequence] = [compile(value), compile(then ?? true)];
    return (each) => !condition(each) || consequence(each);
  },
  pattern: (value) => {
    const pattern = new RegExp(String(value), 'u');
    return (each) => typeof each !== 'string' || pattern.test(each);
  },
  format: (value) => {
    const check = (format as Readonly<Record<string, ((text: string) => boolean) | undefined>>)[String(value)];
    if (check === undefined) return unknown('format', value);
    return (each) => typeof each !== 'string' || check(each);
  },
};

/**
 * Compiles one definition of a schema.
 * @param root the whole schema, to which references lead: `#/definitions/NAME` only
 * @throws {RangeError} for a keyword, type, format or reference that is not known here
 */
export function compileSchema(part: unknown, root: { readonly definitions: JsonObject }): Check {
  const references = new Map<string, Check>();
  const compile = (schema: unknown): Check => {
    if (typeof schema === 'boolean') return () => schema;
    if (!isObject(schema)) return unknown('schema', schema);
    // in draft 7 a reference stands alone: what is written beside it does not count
    if (typeof schema['$ref'] === 'string') return refer(schema['$ref']);
    const checks = Object.entries(schema).flatMap(([name, value]) => {
      if (SILENT.includes(name)) return [];
      return [
        (Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined)?.(value, compile, schema) ?? unknown(name, value),
      ];
    });
    return checks.length === 1 ? (checks[0] as Check) : (value) => checks.every((check) => check(value));
  };
  /** A definition may refer to itself, so it is compiled when it is first asked. */
  const refer = (reference: string): Check => {
    const definition = root.definitions[/^#\/definitions\/([^/]+)$/.exec(reference)?.[1] ?? ''];
    if (definition === undefined) return unknown('$ref', reference);
    return (value) => {
      const known = references.get(reference) ?? compile(definition);
      references.set(reference, known);
      return known(value);
    };
  };
  return compile(part);
}

function unknown(keyword: string, value: unknown): never {
  throw new RangeError(`schema says ${keyword} ${JSON.stringify(value)}, which is not known here`);
}

/** Whether no two items are the same, whatever the order of their members. */
function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map(spelled)).size === items.length;
}

function spelled(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelled).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${spelled(value[name])}`).join()}}`;
}
