import { containerNumberFault } from '../codes/container-number.ts';
import { isObserved, type TrackingEvent, type TrackingEvents } from '../documents/tracking-events.ts';
import { checkContainerType, checkConveyance, checkPlace } from './codes.ts';
import { type Finding, finding } from './finding.ts';

/** Checks of tracking events: an observed event lies before its record; planned and estimated ones may lie after it. */
export function* checkTrackingEvents({ events }: TrackingEvents): Generator<Finding> {
  for (const [index, event] of events.entries()) yield* checkEvent(event, `/events/${index}`);
}

function* checkEvent(event: TrackingEvent, pointer: string): Generator<Finding> {
  yield* checkCompleteness(event, pointer);
  const { occurredAt, recordedAt, containerNumber, containerTypeCode } = event;
  const known = occurredAt !== undefined && recordedAt !== undefined;
  if (isObserved(event) && known && Date.parse(occurredAt) > Date.parse(recordedAt)) {
    yield finding('EVENT_TIME', `${pointer}/occurredAt`, `${occurredAt}, recorded ${recordedAt}`);
  }
  const fault = containerNumber === undefined ? null : containerNumberFault(containerNumber);
  if (containerNumber !== undefined && fault !== null) {
    const rule = fault === 'FORM' ? 'CONTAINER_NUMBER_FORM' : 'CONTAINER_CHECK_DIGIT';
    yield finding(rule, `${pointer}/containerNumber`, containerNumber);
  }
  if (event.error !== undefined) yield finding('EVENT_DECLARED_WRONG', `${pointer}/error`, event.error.reason ?? '');
  yield* checkContainerType(containerTypeCode, `${pointer}/containerTypeCode`);
  yield* checkPlace(event.place, `${pointer}/place`);
  yield* checkPlace(event.destination, `${pointer}/destination`);
  if (event.conveyance !== undefined) yield* checkConveyance(event.conveyance, `${pointer}/conveyance`);
}

/**
 * An event says which one it is, what happened, to what, when, and whether that was seen. EPCIS asks for neither id nor
 * business step, EDIFACT for no id; an event that was taken back need say nothing but its id.
 */
function* checkCompleteness(event: TrackingEvent, pointer: string): Generator<Finding> {
  const ofEpcis = event.objects !== undefined || event.action !== undefined;
  const ofEdifact = event.status !== undefined;
  const retracted = event.retracted === true;
  const identified = ofEpcis || ofEdifact ? [] : (['eventId'] as const);
  const time = event.occurredLocal === undefined ? (['occurredAt'] as const) : [];
  const needed = retracted ? identified : ([...identified, 'subject', 'classifier', ...time] as const);
  for (const field of needed) {
    if (event[field] === undefined) yield finding('MISSING_FIELD', `${pointer}/${field}`, field);
  }
  if (retracted || ofEpcis || event.code !== undefined) return;
  const { code, text } = event.status ?? {};
  if (code === undefined) yield finding('MISSING_FIELD', `${pointer}/code`, 'what happened');
  else yield finding('STATUS_UNKNOWN', `${pointer}/status/code`, text === undefined ? code : `${code} ${text}`);
}
