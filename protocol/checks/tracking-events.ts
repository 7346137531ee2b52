import { containerNumberFault } from '../codes/container-number.ts';
import type { TrackingEvents } from '../documents/tracking-events.ts';
import { checkConveyance, checkPlace } from './codes.ts';
import { type Finding, finding } from './finding.ts';

/** Checks of tracking events: an observed event lies before its record; planned and estimated ones may lie after it. */
export function* checkTrackingEvents({ events }: TrackingEvents): Generator<Finding> {
  for (const [index, event] of events.entries()) {
    const pointer = `/events/${index}`;
    if (event.classifier === 'ACTUAL' && Date.parse(event.occurredAt) > Date.parse(event.recordedAt)) {
      yield finding('EVENT_TIME', `${pointer}/occurredAt`, `${event.occurredAt}, recorded ${event.recordedAt}`);
    }
    const number = event.containerNumber;
    const fault = number === undefined ? null : containerNumberFault(number);
    if (number !== undefined && fault !== null) {
      yield finding(
        fault === 'FORM' ? 'CONTAINER_NUMBER_FORM' : 'CONTAINER_CHECK_DIGIT',
        `${pointer}/containerNumber`,
        number,
      );
    }
    yield* checkPlace(event.place, `${pointer}/place`);
    if (event.conveyance !== undefined) yield* checkConveyance(event.conveyance, `${pointer}/conveyance`);
  }
}
