/**
 * Holds an EPCIS file against the published JSON schema. Neither of the two validators makes source text, so they run under
 * a content security policy without `unsafe-eval`.
 */
import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { memberOf, plainValue, type SourceNode } from '../reader/source-tree.ts';
import { type Check, compileSchema } from './compiled-schema.ts';
import schema from './schema/epcis-2.0.schema.json' with { type: 'json' };

/** Keywords that only say that something inside them failed. */
const WRAPPERS = new Set(['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'items', 'properties', 'not']);

/** A schema twice: one says whether a value fits, the other what is wrong with it. */
interface Validators {
  readonly fits: Check;
  /** Made when the first value does not fit. */
  readonly thorough: () => Validator;
}

/** The validator writes into the schema that it is given, so each has a copy of its own. */
function validatorsOf(part: object): Validators {
  let validator: Validator | undefined;
  return {
    fits: compileSchema(part, schema),
    thorough: () => {
      validator ??= new Validator(
        withoutUniqueItems({ definitions: schema.definitions, ...part }) as Schema,
        '7',
        false,
      );
      return validator;
    },
  };
}

/** The validator compares every item of a list with every other one; that lists repeat nothing is told by `fits`. */
function withoutUniqueItems(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutUniqueItems);
  if (typeof part !== 'object' || part === null) return part;
  const members = Object.entries(part).filter(([name, value]) => name !== 'uniqueItems' || typeof value !== 'boolean');
  return Object.fromEntries(members.map(([name, value]) => [name, withoutUniqueItems(value)]));
}

const WHOLE = validatorsOf(schema);

/** One definition of the schema by itself: the whole would try every type on every event. */
const definition = (name: string) => validatorsOf({ $ref: `#/definitions/${name}` });

const EVENTS = new Map(
  ['ObjectEvent', 'AggregationEvent', 'TransactionEvent', 'TransformationEvent', 'AssociationEvent'].map((type) => [
    type,
    definition(type),
  ]),
);
/** Types of other vocabularies. */
const EXTENDED = definition('Extended-Event');

/** What is wrong with one value. */
export interface SchemaFault {
  /** RFC 6901, below the value that was checked. */
  readonly path: string;
  readonly message: string;
}

/** Most faults that are told of one event. */
const MAX_FAULTS = 20;

/** Checks one event by itself, so that a long list of events takes time in proportion to its length. */
export function eventFaults(event: SourceNode): SchemaFault[] {
  const type = memberOf(event, 'type');
  return faultsOf(plainValue(event), EVENTS.get(type?.type === 'string' ? type.text : '') ?? EXTENDED);
}

/** Checks what stands around the events. */
export function envelopeFaults(root: SourceNode): SchemaFault[] {
  return faultsOf(plainValue(withoutEvents(root)), WHOLE);
}

function faultsOf(value: unknown, { fits, thorough }: Validators): SchemaFault[] {
  if (fits(value)) return [];
  const byPath = new Map<string, string>();
  for (const unit of thorough().validate(value).errors) {
    if (WRAPPERS.has(unit.keyword)) continue;
    const path = pathOf(unit);
    // of several branches that a value fits none of, the first one says enough
    if (!byPath.has(path)) byPath.set(path, unit.error);
  }
  const found = [...byPath].map(([path, message]) => ({ path, message }));
  return found.length === 0 ? [{ path: '', message: 'a list names something twice' }] : found.slice(0, MAX_FAULTS);
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
