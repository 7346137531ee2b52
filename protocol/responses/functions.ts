/**
 * Functions of a customs response and what they mean here.
 * @see WCO Data Model, Response; UK CDS notifications (DMS…); domain section 4, `protocol/transitions.json`
 */
import transitions from '../transitions.json' with { type: 'json' };

export interface ResponseFunction {
  /** WCO function code, two digits. */
  readonly code: string;
  /** Name of the notice, for example `DMSACC`. */
  readonly name: string;
  readonly means: string;
  /** State, or name under which an open control is shown; absent if the notice sets neither. */
  readonly state?: string;
}

/** Notices that stand for no state of their own, and what two states share a function for. */
const NOTICES: readonly ResponseFunction[] = [
  { code: '05', name: 'DMSCTL', means: 'the goods are selected for a control', state: 'SELECTED_FOR_INSPECTION' },
  { code: '06', name: 'DMSDOC', means: 'documents are asked for', state: 'DOCUMENTS_REQUIRED' },
  { code: '07', name: 'DMSRES', means: 'customs amended the declaration', state: 'AMENDMENT_APPROVED' },
  { code: '12', name: 'DMSINF', means: 'information' },
  { code: '14', name: 'DMSCPI', means: 'the balance does not cover the duties', state: 'DUTY_DUE' },
  { code: '15', name: 'DMSCPR', means: 'reminder of the duties', state: 'DUTY_DUE' },
  { code: '17', name: 'DMSEXT', means: 'the exit of the goods is asked after' },
  { code: '18', name: 'DMSGER', means: 'evidence of the exit of the goods is asked for' },
  { code: '50', name: 'DMSALV', means: 'the declaration was changed to another procedure' },
  { code: '51', name: 'DMSQRY', means: 'customs has a question' },
];

/** First state of the table that has the function: conditional release is told by its conditions, not by a code. */
const STATES: readonly ResponseFunction[] = transitions.states.flatMap(({ code: state, wcoFunction, wcoName }) =>
  wcoFunction === null || wcoName === null || state === 'RELEASED_CONDITIONALLY' || state === 'ACCEPTED_AWAITING_GOODS'
    ? []
    : [{ code: wcoFunction, name: wcoName, means: 'decision', state }],
);

export const RESPONSE_FUNCTIONS: ReadonlyMap<string, ResponseFunction> = new Map(
  [...NOTICES, ...STATES].map((known) => [known.code, known]),
);

/** Function of a code as it came: `9` is `09`. */
export function responseFunction(code: string | undefined): ResponseFunction | undefined {
  return code === undefined ? undefined : RESPONSE_FUNCTIONS.get(code.padStart(2, '0'));
}

/** Type of the statement in which an answer names its outcome by our own code. */
export const OUTCOME_STATEMENT = 'OUTCOME';

const FUNCTION_OF_STATE: ReadonlyMap<string, string> = new Map([
  ...NOTICES.flatMap(({ code, state }) => (state === undefined ? [] : [[state, code] as const])),
  ...transitions.controls.flatMap(({ shownAs, wcoFunction }) =>
    wcoFunction === null ? [] : [[shownAs, wcoFunction] as const],
  ),
  ...transitions.states.flatMap(({ code, wcoFunction }) =>
    wcoFunction === null ? [] : [[code, wcoFunction] as const],
  ),
  ['AMENDMENT_REFUSED', '07'] as const,
]);

/** WCO function that says a state, an outcome or an open control; `undefined` where the data model has none. */
export const functionOfState = (state: string): string | undefined => FUNCTION_OF_STATE.get(state);
