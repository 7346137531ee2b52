/** Checking documents of unknown origin against their schema. */
import { type $ZodRawIssue, config, util } from 'zod/v4/core';
import { pointerOf, valueAt } from '../json/json-pointer.ts';
import type { JsonValue } from '../json/json-value.ts';
import { type CorridorDocument, type DocumentSchema, documentSchema } from './registry.ts';

/** Why a value is not a document. */
export type DocumentErrorCode = 'SCHEMA_UNKNOWN' | 'SCHEMA_VIOLATION';

export interface DocumentError {
  readonly code: DocumentErrorCode;
  /** RFC 6901. */
  readonly pointer: string;
  readonly message: string;
}

export type ValidatedDocument =
  | { readonly ok: true; readonly schema: DocumentSchema; readonly document: CorridorDocument }
  | {
      readonly ok: false;
      /** The first ones. */
      readonly errors: readonly DocumentError[];
      /** How many there are, told or not. */
      readonly faults: number;
    };

/** Most errors that are reported for one document. */
const MAX_ERRORS = 200;

type RawIssues = readonly $ZodRawIssue[];

/**
 * Finds the schema that a value names and checks the value against it.
 * @param value of the strict JSON profile, as `parseStrictJson` returns it
 */
export function validateDocument(value: JsonValue): ValidatedDocument {
  const name = valueAt(value, '/schema');
  const schema = typeof name === 'string' ? documentSchema(name) : undefined;
  if (schema === undefined) {
    return {
      ok: false,
      errors: [{ code: 'SCHEMA_UNKNOWN', pointer: '/schema', message: 'No such document schema.' }],
      faults: 1,
    };
  }
  const issues = issuesOf(schema, value);
  return issues.length === 0
    ? { ok: true, schema, document: value as CorridorDocument }
    : { ok: false, errors: errorsOf(issues), faults: issues.length };
}

/** As the schema raises them: without the messages, which take most of the memory where every row of a table is at fault. */
function issuesOf({ schema }: DocumentSchema, value: JsonValue): RawIssues {
  const result = schema._zod.run({ value, issues: [] }, { async: false });
  if (result instanceof Promise) throw new TypeError('a document schema waits for something');
  return result.issues;
}

/** Puts the first ones into words. */
function errorsOf(issues: RawIssues): DocumentError[] {
  const told = issues.slice(0, MAX_ERRORS).map((issue) => util.finalizeIssue(issue, undefined, config()));
  const errors = told.flatMap((issue): DocumentError[] => {
    // an unknown member is reported where it stands, not at its container
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({ code: 'SCHEMA_VIOLATION', pointer: pointerOf(path), message: issue.message }));
  });
  return errors.slice(0, MAX_ERRORS);
}
