/**
 * Which events of DCSA Track & Trace 3.0 say what customs decided and where the goods went.
 * @see protocol/transitions.json, column `dcsa`; domain section 4
 */
import transitions from '../../../../protocol/transitions.json' with { type: 'json' };
import type { CustomsAnswer } from '../../answers/customs-answer.ts';
import { EVENT_CODES, type EventTypeCode } from '../dcsa-tracking/event-codes.ts';

export interface EventCode {
  readonly type: EventTypeCode;
  readonly code: string;
}

/** A release frees the containers (CUSR) and the customs document of the consignment (RELS). */
const RELEASED = ['CUSR', 'RELS'];

/** The events that an answer makes; none for what Track & Trace has no word for. */
export function eventCodes({ event, state, outcome, control }: CustomsAnswer): EventCode[] {
  return dcsaCodes(event, state, outcome, control?.control).flatMap((code) => {
    const type = typeOf(code);
    return type === undefined ? [] : [{ type, code }];
  });
}

function dcsaCodes(event: CustomsAnswer['event'], state: string, outcome?: string, control?: string): string[] {
  switch (event) {
    case 'LODGED':
      return stateCode('RECEIVED');
    case 'AMENDED':
      return state === 'RECEIVED' ? stateCode(state) : [];
    case 'CONTROL_OPENED':
      return listed(transitions.controls.find(({ code }) => code === control)?.dcsa);
    case 'CONTROL_CLOSED':
      return [];
    case 'DECIDED':
      // an amendment that was answered changes nothing that Track & Trace knows
      if (outcome?.startsWith('AMENDMENT_')) return [];
      return state === 'RELEASED' ? RELEASED : stateCode(state);
  }
}

const stateCode = (state: string) => listed(transitions.states.find(({ code }) => code === state)?.dcsa);

const listed = (code: string | null | undefined) => (code === null || code === undefined ? [] : [code]);

/** The event type that has a code; customs events on containers come before those on documents. */
function typeOf(code: string): EventTypeCode | undefined {
  return (['EQUIPMENT', 'TRANSPORT', 'SHIPMENT'] as const).find((type) => Object.hasOwn(EVENT_CODES[type].codes, code));
}

/** The event of a milestone. */
export function milestoneCode(milestone: string): EventCode | undefined {
  const code = transitions.milestones.find((each) => each.code === milestone)?.dcsa ?? undefined;
  const type = code === undefined ? undefined : typeOf(code);
  return code === undefined || type === undefined ? undefined : { type, code };
}
