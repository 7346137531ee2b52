/** One event of EPCIS 2.0. @see GS1 EPCIS 2.0 section 7.4, CBV 2.0 */
import type { TrackingEvent } from '../../../../protocol/documents/tracking-events.ts';
import type { Place } from '../../../../protocol/documents/transport.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeSensors } from './sensors.ts';

type ObjectOf = NonNullable<TrackingEvent['objects']>[number];

const ACTIONS = { OBSERVE: 'OBSERVE', ADD: 'ADD', DELETE: 'DELETE' } as const;

/** Business steps that DCSA has an equipment event for, by the last part of their name. */
const EQUIPMENT_CODES = new Map([
  ['loading', 'LOAD'],
  ['unloading', 'DISC'],
  ['inspecting', 'INSP'],
]);

/** Container of ISO 6346 as EPC. @see GS1 EPC Tag Data Standard, BIC */
const BIC = /^urn:epc:id:bic:([A-Z]{3}[UJZ]\d{7})$/;

/** Lists of identifiers, and of classes with quantities, with the role of what they name. */
const LISTS: readonly (readonly [key: string, role: ObjectOf['role']])[] = [
  ['parentID', 'PARENT'],
  ['epcList', 'OBJECT'],
  ['childEPCs', 'CHILD'],
  ['inputEPCList', 'INPUT'],
  ['outputEPCList', 'OUTPUT'],
  ['quantityList', 'OBJECT'],
  ['childQuantityList', 'CHILD'],
  ['inputQuantityList', 'INPUT'],
  ['outputQuantityList', 'OUTPUT'],
];

/** @param to pointer to the event in the document */
export function takeEvent(event: JsonCursor, to: string): TrackingEvent {
  const objects = takeObjects(event, `${to}/objects`);
  const containerNumber = objects.map(({ id }) => BIC.exec(id)?.[1]).find((number) => number !== undefined);
  const step = event.get('bizStep').text(`${to}/businessStep`);
  return compact({
    eventId: event.get('eventID').text(`${to}/eventId`, 500),
    subject: containerNumber === undefined ? 'GOODS' : 'EQUIPMENT',
    code: containerNumber === undefined ? undefined : EQUIPMENT_CODES.get(step?.split(/[-:/]/).at(-1) ?? ''),
    businessStep: step,
    disposition: event.get('disposition').text(`${to}/disposition`),
    action: event.get('action').code(`${to}/action`, ACTIONS),
    // an event of EPCIS is a record of what has happened
    classifier: 'ACTUAL',
    occurredAt: event.get('eventTime').timestamp(`${to}/occurredAt`),
    localOffset: event.get('eventTimeZoneOffset').text(`${to}/localOffset`),
    recordedAt: event.get('recordTime').timestamp(`${to}/recordedAt`),
    error: takeError(event.get('errorDeclaration'), `${to}/error`),
    place: takeLocation(event.get('readPoint'), `${to}/place`),
    destination: takeLocation(event.get('bizLocation'), `${to}/destination`),
    containerNumber,
    references: takeTransactions(event.get('bizTransactionList'), `${to}/references`),
    measurements: takeSensors(event.get('sensorElementList'), `${to}/measurements`),
    objects: listOrNone(objects),
    parties: takeParties(event, `${to}/parties`),
  });
}

function takeError(declaration: JsonCursor, to: string): TrackingEvent['error'] {
  if (!declaration.present) return undefined;
  const corrective = declaration.get('correctiveEventIDs').items();
  return compact({
    declaredAt: declaration.get('declarationTime').timestamp(`${to}/declaredAt`),
    reason: declaration.get('reason').text(`${to}/reason`),
    correctedBy: listOrNone(corrective.map((id, index) => id.longText(`${to}/correctedBy/${index}`))),
  });
}

/** Places are GLNs as EPC URI or Digital Link, no UN/LOCODEs. */
function takeLocation(location: JsonCursor, to: string): Place | undefined {
  const code = location.get('id').text(`${to}/code`);
  return code === undefined ? undefined : { code, codeList: 'GS1' };
}

function takeTransactions(list: JsonCursor, to: string): TrackingEvent['references'] {
  const references: NonNullable<TrackingEvent['references']> = [];
  for (const transaction of list.items()) {
    const at = `${to}/${references.length}`;
    const number = transaction.get('bizTransaction').longText(`${at}/number`);
    if (number !== undefined) references.push(compact({ type: transaction.get('type').text(`${at}/type`), number }));
  }
  return listOrNone(references);
}

function takeObjects(event: JsonCursor, to: string): ObjectOf[] {
  const objects: ObjectOf[] = [];
  for (const [key, role] of LISTS) {
    for (const entry of event.get(key).items()) {
      const object = takeObject(entry, role, `${to}/${objects.length}`);
      if (object !== undefined) objects.push(object);
    }
  }
  return objects;
}

/** An identifier, or a class with its quantity. */
function takeObject(entry: JsonCursor, role: ObjectOf['role'], to: string): ObjectOf | undefined {
  const isClass = entry.node?.type === 'object';
  const id = (isClass ? entry.get('epcClass') : entry).longText(`${to}/id`);
  if (id === undefined) return undefined;
  const value = isClass ? entry.get('quantity').signedDecimal(`${to}/quantity/value`) : undefined;
  const unitCode = value === undefined ? undefined : entry.get('uom').text(`${to}/quantity/unitCode`);
  return compact({ id, role, quantity: value === undefined ? undefined : compact({ value, unitCode }) });
}

/** From whom or where to whom or where things went, as the file names it. */
function takeParties(event: JsonCursor, to: string): TrackingEvent['parties'] {
  const parties: NonNullable<TrackingEvent['parties']> = [];
  for (const [list, member] of [
    ['sourceList', 'source'],
    ['destinationList', 'destination'],
  ] as const) {
    for (const entry of event.get(list).items()) {
      const at = `${to}/${parties.length}`;
      const value = entry.get(member).text(`${at}/party/identifiers/0/value`);
      if (value === undefined) continue;
      const type = entry.get('type').text(`${at}/role`, 200);
      const role = type === undefined ? member : `${member} ${type}`;
      parties.push({ role, party: { identifiers: [{ scheme: 'GS1', value }] } });
    }
  }
  return listOrNone(parties);
}
