/**
 * EPCIS 2.0 in JSON to tracking events: a document, the answer to a query, or one event.
 * @see GS1 EPCIS 2.0, JSON binding; GS1 CBV 2.0
 */
import type { TrackingEvent } from '../../../../protocol/documents/tracking-events.ts';
import { TRACKING_EVENTS_SCHEMA_NAME } from '../../../../protocol/documents/tracking-events.ts';
import { type JsonDialect, mapItem } from '../dialect.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { memberOf, type SourceNode } from '../reader/source-tree.ts';
import { takeEvent } from './event.ts';
import { declaresError, identityOf } from './identity.ts';
import { valueAtNode } from './node-at.ts';
import { envelopeFaults, eventFaults, type SchemaFault } from './schema-check.ts';

export const EPCIS_MAPPING = 'gs1/epcis';

/** Counts up when the same bytes would give another document. */
export const EPCIS_MAPPING_VERSION = '1';

const DOCUMENTS = ['EPCISDocument', 'EPCISQueryDocument'];
const EVENTS = ['ObjectEvent', 'AggregationEvent', 'TransactionEvent', 'TransformationEvent', 'AssociationEvent'];

export const EPCIS: JsonDialect = {
  recognises: (root) => isDocument(root) || isEvent(root),
  read: ({ root, lines }) => {
    const name = { kind: 'EPCIS', mapping: EPCIS_MAPPING, mappingVersion: EPCIS_MAPPING_VERSION };
    return { items: [mapItem(name, { node: root, path: '', lines }, mapEvents)], findings: [] };
  },
};

const typeOf = (node: SourceNode): string => {
  const type = memberOf(node, 'type');
  return type?.type === 'string' ? type.text : '';
};

const isDocument = (root: SourceNode) => DOCUMENTS.includes(typeOf(root)) && memberOf(root, 'epcisBody') !== undefined;

const isEvent = (root: SourceNode) => EVENTS.includes(typeOf(root)) && memberOf(root, 'eventTime') !== undefined;

function mapEvents(root: JsonCursor) {
  if (root.node !== undefined && isDocument(root.node)) report(envelopeFaults(root.node), root, '');
  const events: TrackingEvent[] = [];
  const seen = new Map<string, number>();
  const byId = new Map<string, number>();
  for (const event of eventCursors(root)) {
    const identity = event.node === undefined ? '' : identityOf(event.node);
    const first = seen.get(identity);
    if (first !== undefined) {
      skipDuplicate(event, events[first], `/events/${first}`);
      continue;
    }
    const to = `/events/${events.length}`;
    if (event.node !== undefined) report(eventFaults(event.node), event, to);
    noteId(event, events.length, byId);
    seen.set(identity, events.length);
    events.push(takeEvent(event, to));
  }
  return { document: { schema: TRACKING_EVENTS_SCHEMA_NAME, simulated: false, events } };
}

function eventCursors(root: JsonCursor): JsonCursor[] {
  if (root.node !== undefined && isEvent(root.node)) return [root];
  const body = root.get('epcisBody');
  const results = body.get('queryResults', 'resultsBody');
  return (results.present ? results : body).either('eventList', 'event').items();
}

/** What stands in the first copy already is taken; a record time of its own stays unmapped. */
function skipDuplicate(event: JsonCursor, first: TrackingEvent | undefined, to: string): void {
  event.report('EVENT_DUPLICATE', to, event.get('eventID').peek());
  for (const [key, member] of event.members()) {
    if (member.node === undefined) continue;
    if (key !== 'recordTime' || member.peek() === first?.recordedAt) event.log.take(member.node);
  }
}

/** An error declaration repeats the id of what it is about; any other event has an id of its own. */
function noteId(event: JsonCursor, index: number, byId: Map<string, number>): void {
  const id = event.get('eventID').peek();
  if (id === '' || (event.node !== undefined && declaresError(event.node))) return;
  const other = byId.get(id);
  if (other === undefined) byId.set(id, index);
  else event.get('eventID').report('EVENT_ID_REUSED', `/events/${index}/eventId`, `${id}, also of event ${other + 1}`);
}

/** @param to pointer to the event in the document */
function report(faults: readonly SchemaFault[], at: JsonCursor, to: string): void {
  for (const { path, message } of faults) {
    const place = valueAtNode(at, path);
    at.log.report('EPCIS_SCHEMA', to, `${place.path.slice(at.path.length) || 'event'}: ${message}`, place.position());
  }
}
