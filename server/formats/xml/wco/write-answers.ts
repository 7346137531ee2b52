/**
 * Writes what customs said as Responses of the WCO Data Model, one for each answer.
 * @see domain section 4 for the functions; `protocol/responses/functions.ts`
 */
import type { Decision } from '../../../../protocol/documents/decision.ts';
import { functionOfState, OUTCOME_STATEMENT } from '../../../../protocol/responses/functions.ts';
import transitions from '../../../../protocol/transitions.json' with { type: 'json' };
import type { CaseAnswers, CustomsAnswer } from '../../answers/customs-answer.ts';
import { utf8, type WrittenFile } from '../../written-file.ts';
import { type WritableEvent, writeResponses } from './write-response.ts';

/** One file with a Response per answer, in the order in which they were anchored. */
export function writeWcoResponse(answers: CaseAnswers): WrittenFile {
  const events = answers.answers.map((answer) => responseEventOf(answers, answer));
  return { bytes: utf8(writeResponses(events)), mediaType: 'application/xml', extension: 'xml' };
}

type Statements = NonNullable<WritableEvent['statements']>;

/**
 * An answer as a response event. What the data model has no function for (detention, transfer, a control that was
 * closed) goes without one: its statements say what it is.
 */
export function responseEventOf({ caseId, ucr }: CaseAnswers, answer: CustomsAnswer): WritableEvent {
  const { declaration, decision, at } = answer;
  const said = saidBy(answer);
  const functionCode = functionOfState(said);
  return {
    ...(functionCode === undefined ? {} : { functionCode }),
    reference: `${caseId.slice(2, 18)}-${answer.sequence}`,
    issuedAt: at,
    // without a number of the customs administration the declaration goes by its id in the ledger
    mrn: declaration.mrn ?? declaration.declarationId,
    ...(declaration.lrn === undefined ? {} : { lrn: declaration.lrn }),
    version: declaration.version,
    ...timesOf(said, at),
    statements: statementsOf(answer, said, ucr),
    ...errorsOf(decision),
    ...dutiesOf(decision),
  };
}

/** State, outcome or shown control that an answer says. */
function saidBy({ event, state, outcome, control }: CustomsAnswer): string {
  if (control !== undefined) {
    const shown = transitions.controls.find(({ code }) => code === control.control)?.shownAs ?? control.control;
    return event === 'CONTROL_CLOSED' ? `${shown}_CLOSED` : shown;
  }
  return outcome ?? state;
}

function timesOf(said: string, at: string): Pick<WritableEvent, 'acceptedAt' | 'rejectedAt' | 'cancelledAt'> {
  if (said === 'ACCEPTED') return { acceptedAt: at };
  if (said === 'REJECTED') return { rejectedAt: at };
  return said === 'INVALIDATED' ? { cancelledAt: at } : {};
}

function statementsOf(answer: CustomsAnswer, said: string, ucr: string | undefined): Statements {
  const { reason, lane, control, validUntil, decision } = answer;
  return [
    { code: said, typeCode: OUTCOME_STATEMENT, ...(control?.dueBy === undefined ? {} : { dueAt: control.dueBy }) },
    ...(reason === undefined ? [] : [{ code: reason, typeCode: 'REASON' }]),
    ...(control?.result === undefined ? [] : [{ code: control.result, typeCode: 'RESULT' }]),
    ...(lane === undefined ? [] : [{ code: lane, typeCode: 'LANE' }]),
    ...(validUntil === undefined ? [] : [{ code: 'VALID_UNTIL', typeCode: 'CONDITION', dueAt: validUntil }]),
    ...(decision?.conditions ?? []).map(({ code, description, dueAt }) => ({
      code,
      text: description,
      typeCode: 'CONDITION',
      ...(dueAt === undefined ? {} : { dueAt }),
    })),
    ...(decision?.seals ?? []).map(({ containerNumber, seal }) => ({
      code: seal.number,
      text: containerNumber,
      typeCode: 'SEAL',
    })),
    ...(decision?.remarks === undefined ? [] : [{ text: decision.remarks, typeCode: 'REMARK' }]),
    ...(ucr === undefined ? [] : [{ code: ucr, typeCode: 'UCR' }]),
  ];
}

/** Our pointers are paths into the declaration; the data model carries them as locations. */
function errorsOf(decision: Decision | undefined): Pick<WritableEvent, 'errors'> {
  const errors = decision?.errors ?? [];
  if (errors.length === 0) return {};
  return { errors: errors.map(({ pointer, code, description }) => ({ code, description, location: pointer || '/' })) };
}

function dutiesOf(decision: Decision | undefined): Pick<WritableEvent, 'duties'> {
  const duties = decision?.duties ?? [];
  return duties.length === 0 ? {} : { duties: duties.map(({ kind, amount }) => ({ typeCode: kind, payable: amount })) };
}
