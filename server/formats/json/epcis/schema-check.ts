/**
 * Holds an EPCIS file against the published JSON schema. The validator interprets the schema: nothing is compiled, so it
 * runs under a content security policy without `unsafe-eval`.
 */
import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { plainValue, type SourceNode } from '../reader/source-tree.ts';
import schema from './schema/epcis-2.0.schema.json' with { type: 'json' };

/** Keywords that only say that something inside them failed. */
const WRAPPERS = new Set(['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'items', 'properties', 'not']);

const validator = new Validator(schema as unknown as Schema, '7', true);
const explaining = new Validator(schema as unknown as Schema, '7', false);

/** What is wrong with one value. */
export interface SchemaFault {
  /** RFC 6901, below the value that was checked. */
  readonly path: string;
  readonly message: string;
}

/** Context that an event of a document inherits; an event by itself must name one. */
const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** Most faults that are told of one event. */
const MAX_FAULTS = 20;

/** Checks one event by itself, so that a long list of events takes time in proportion to its length. */
export function eventFaults(event: SourceNode): SchemaFault[] {
  const value = plainValue(event);
  const whole = typeof value === 'object' && value !== null && !Array.isArray(value);
  return faultsOf(whole && !('@context' in value) ? { '@context': CONTEXT, ...value } : value);
}

/** Checks what stands around the events. */
export function envelopeFaults(root: SourceNode): SchemaFault[] {
  return faultsOf(plainValue(withoutEvents(root)));
}

function faultsOf(value: unknown): SchemaFault[] {
  if (validator.validate(value).valid) return [];
  const byPath = new Map<string, string>();
  for (const unit of explaining.validate(value).errors) {
    if (WRAPPERS.has(unit.keyword)) continue;
    const path = pathOf(unit);
    // of several branches that a value fits none of, the first one says enough
    if (!byPath.has(path)) byPath.set(path, unit.error);
  }
  const found = [...byPath].map(([path, message]) => ({ path, message }));
  return found.length === 0 ? [{ path: '', message: 'does not fit' }] : found.slice(0, MAX_FAULTS);
}

function pathOf({ instanceLocation }: OutputUnit): string {
  try {
    return decodeURIComponent(instanceLocation.replace(/^#/, ''));
  } catch {
    return '';
  }
}

function withoutEvents(root: SourceNode): SourceNode {
  if (root.type !== 'object') return root;
  const body = root.members['epcisBody'];
  if (body?.type !== 'object' || body.members['eventList']?.type !== 'array') return root;
  const eventList: SourceNode = { type: 'array', items: [], at: body.members['eventList'].at };
  return { ...root, members: { ...root.members, epcisBody: { ...body, members: { ...body.members, eventList } } } };
}
