/** Turns a request into the validated input of its route. */
import type { Request } from 'express';
import type { z } from 'zod';
import { parseStrictJson } from '../../protocol/json/strict-json.ts';
import { AppError } from '../errors/app-error.ts';
import { placesOf } from '../errors/problem.ts';
import { charsetOf, MAX_JSON_BYTES, mediaTypeOf, readBody } from './read-body.ts';
import type { BodySpec, BytesBody, RouteSpec } from './route.ts';

export interface ParsedInput {
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

/**
 * Path parameters, validated before anything else: the case in the path decides who may go on.
 * @throws {AppError} VALIDATION_FAILED
 */
export function parseParams(request: Request, spec: RouteSpec): unknown {
  const params = Object.entries(request.params).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join('/') : value,
  ]);
  return validate(spec.params, Object.fromEntries(params), 'path');
}

/**
 * Validates query and headers, then reads and validates the body.
 * @throws {AppError} VALIDATION_FAILED with a pointer per place, and the refusals of bodies
 * @throws {JsonError} for a JSON body outside the strict profile
 */
export async function parseInput(request: Request, spec: RouteSpec): Promise<ParsedInput> {
  const query = validate(spec.query, queryOf(request), 'query');
  const headers = validate(spec.headers, request.headers, 'header');
  return { query, headers, body: await parseBody(request, spec.body) };
}

function validate(schema: z.ZodType | undefined, value: unknown, where: 'path' | 'query' | 'header'): unknown {
  if (schema === undefined) return {};
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError('VALIDATION_FAILED', { errors: placesOf(result.error.issues, where) });
}

/** Query parameters as text; one that is given twice is refused, since two readers would see two values. */
function queryOf(request: Request): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URL(request.originalUrl, 'http://gateway.invalid').searchParams) {
    if (name in query) {
      throw new AppError('VALIDATION_FAILED', {
        errors: [{ detail: 'given twice', pointer: `#/query/${encodeURIComponent(name)}` }],
      });
    }
    query[name] = value;
  }
  return { ...query };
}

async function parseBody(request: Request, spec: BodySpec): Promise<unknown> {
  switch (spec.kind) {
    case 'none':
      return undefined;
    case 'json':
      return parseJson(request, spec.schema, spec.maxBytes ?? MAX_JSON_BYTES);
    case 'bytes':
      return parseBytes(request, spec);
  }
}

async function parseJson(request: Request, schema: z.ZodType, maxBytes: number): Promise<unknown> {
  const mediaType = mediaTypeOf(request);
  if (mediaType !== 'application/json' && !mediaType.endsWith('+json')) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', { params: { received: mediaType } });
  }
  const charset = charsetOf(request);
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') throw new AppError('JSON_ENCODING');
  const bytes = await readBody(request, maxBytes);
  if (bytes.length === 0) throw new AppError('BODY_REQUIRED');
  const result = schema.safeParse(parseStrictJson(bytes, { maxBytes }));
  if (result.success) return result.data;
  throw new AppError('VALIDATION_FAILED', { errors: placesOf(result.error.issues) });
}

async function parseBytes(request: Request, spec: Extract<BodySpec, { kind: 'bytes' }>): Promise<BytesBody> {
  const mediaType = mediaTypeOf(request);
  const accepted = spec.mediaTypes.includes('*/*') || spec.mediaTypes.includes(mediaType);
  if (!accepted) throw new AppError('UNSUPPORTED_MEDIA_TYPE', { params: { received: mediaType } });
  const bytes = await readBody(request, spec.maxBytes);
  if (bytes.length === 0) throw new AppError('BODY_REQUIRED');
  return { bytes, mediaType };
}
