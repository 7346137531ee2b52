/** Documents and numbers that an event of Track & Trace refers to. */
import type { TrackingEvent } from '../../../../protocol/documents/tracking-events.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { DOCUMENT_TYPES } from './event-codes.ts';

type Reference = NonNullable<TrackingEvent['document']>;

/** Where the document of an event and its other references stand. */
interface Places {
  readonly document: readonly [type: JsonCursor, number: JsonCursor];
  readonly documents: readonly (readonly [JsonCursor, JsonCursor])[];
  readonly others: readonly (readonly [JsonCursor, JsonCursor])[];
  readonly reason: JsonCursor;
}

export function takeReferences(event: JsonCursor, to: string) {
  const { document, documents, others, reason } = event.get('shipmentDetails').present ? nested(event) : flat(event);
  const found = { document: takeReference(document, `${to}/document`, true) };
  const numbers: { bookingNumber?: string; transportDocumentNumber?: string } = {};
  const references: Reference[] = [];
  for (const [at, reference] of [...documents, ...others].entries()) {
    const field = at < documents.length ? FIELDS.get(reference[0].peek() as 'BKG' | 'TRD') : undefined;
    if (field !== undefined && numbers[field] === undefined) {
      const number = reference[1].text(`${to}/${field}`);
      if (number === undefined) continue;
      reference[0].implies(reference[0].peek());
      numbers[field] = number;
    } else {
      const taken = takeReference(reference, `${to}/references/${references.length}`, at < documents.length);
      if (taken !== undefined) references.push(taken);
    }
  }
  return { ...found, ...numbers, references: listOrNone(references), reason: reason.longText(`${to}/reason`) };
}

/** Document types whose number has a field of its own. */
const FIELDS = new Map([
  ['BKG', 'bookingNumber'],
  ['TRD', 'transportDocumentNumber'],
] as const);

function takeReference(
  [type, number]: readonly [JsonCursor, JsonCursor],
  to: string,
  isDocument: boolean,
): Reference | undefined {
  const value = number.longText(`${to}/number`);
  if (value === undefined) return undefined;
  const code = isDocument ? type.code(`${to}/type`, DOCUMENT_TYPES) : type.text(`${to}/type`);
  return compact({ type: code, number: value });
}

/** 3.0 */
function nested(event: JsonCursor): Places {
  const details = event.get('shipmentDetails');
  const pair = (reference: JsonCursor) => [reference.get('typeCode'), reference.get('reference')] as const;
  return {
    document: pair(details.get('documentReference')),
    documents: details.get('additionalDocumentReferences').items().map(pair),
    others: details.get('shipmentReferences').items().map(pair),
    reason: details.get('reason'),
  };
}

/** 2.2 */
function flat(event: JsonCursor): Places {
  return {
    document: [event.get('documentTypeCode'), event.get('documentID')],
    documents: event
      .get('documentReferences')
      .items()
      .map((reference) => [reference.get('documentReferenceType'), reference.get('documentReferenceValue')]),
    others: event
      .get('references')
      .items()
      .map((reference) => [reference.get('referenceType'), reference.get('referenceValue')]),
    reason: event.get('reason'),
  };
}
