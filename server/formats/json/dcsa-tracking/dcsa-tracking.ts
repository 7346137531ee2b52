/**
 * DCSA Track & Trace 2.2 and 3.0 to tracking events: a list of events, `{ "events": […] }`, or one event.
 * @see DCSA Track & Trace 2.2.0 and 3.0.0
 */
import { TRACKING_EVENTS_SCHEMA_NAME } from '../../../../protocol/documents/tracking-events.ts';
import { type JsonDialect, mapItem } from '../dialect.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { memberOf, type SourceNode } from '../reader/source-tree.ts';
import { takeEvent } from './event.ts';

export const DCSA_TRACKING_MAPPING = 'dcsa/tracking';

/** Counts up when the same bytes would give another document. */
export const DCSA_TRACKING_MAPPING_VERSION = '1';

export const DCSA_TRACK_AND_TRACE: JsonDialect = {
  recognises: (root) => eventNodes(root).some((node) => isNested(node) || isFlat(node)),
  read: ({ root, lines }) => {
    const name = {
      kind: eventNodes(root).some(isNested) ? 'DCSA_TRACK_AND_TRACE_3' : 'DCSA_TRACK_AND_TRACE_2',
      mapping: DCSA_TRACKING_MAPPING,
      mappingVersion: DCSA_TRACKING_MAPPING_VERSION,
    };
    return { items: [mapItem(name, { node: root, path: '', lines }, mapEvents)], findings: [] };
  },
};

const isNested = (node: SourceNode) => memberOf(node, 'eventClassification') !== undefined;

const isFlat = (node: SourceNode) =>
  memberOf(node, 'eventType') !== undefined &&
  [
    'eventClassifierCode',
    'eventDateTime',
    'transportEventTypeCode',
    'shipmentEventTypeCode',
    'equipmentEventTypeCode',
  ].some((key) => memberOf(node, key) !== undefined);

function eventNodes(root: SourceNode): readonly SourceNode[] {
  const list = memberOf(root, 'events') ?? root;
  return list.type === 'array' ? list.items : [root];
}

function mapEvents(root: JsonCursor) {
  const list = root.get('events').present ? root.get('events') : root;
  const events = list.items().map((event, index) => takeEvent(event, `/events/${index}`));
  return { document: { schema: TRACKING_EVENTS_SCHEMA_NAME, simulated: false, events } };
}
