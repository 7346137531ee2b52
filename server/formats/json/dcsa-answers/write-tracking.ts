/**
 * Writes what customs said, and where the goods were seen, as events of DCSA Track & Trace 3.0.
 * @see DCSA Track & Trace 3.0.0, schema PostEventsRequest
 */
import type { AnsweredDeclaration, CaseAnswers, CustomsAnswer } from '../../answers/customs-answer.ts';
import { utf8, type WrittenFile } from '../../written-file.ts';
import { EVENT_CODES } from '../dcsa-tracking/event-codes.ts';
import { compact } from '../reader/compact.ts';
import { type EventCode, eventCodes, milestoneCode } from './event-codes.ts';

/** Longest equipment reference of the standard. */
const EQUIPMENT_LENGTH = 11;

/** UNTDID 3035: customs, carrier. */
const CUSTOMS = 'CM';
const REPORTER = 'CA';

export function writeTrackingEvents(answers: CaseAnswers): WrittenFile {
  const said = answers.answers.flatMap((answer) => answerEvents(answers, answer));
  const seen = answers.milestones.flatMap((milestone) => milestoneEvents(answers, milestone));
  const events = [...said, ...seen].sort((a, b) => a.sequence - b.sequence).map(({ event }) => event);
  const text = `${JSON.stringify({ events }, null, 2)}\n`;
  return { bytes: utf8(text), mediaType: 'application/json', extension: 'json' };
}

interface Sequenced {
  readonly sequence: number;
  readonly event: object;
}

/** One event per code, and one per container where the code is about containers. */
function answerEvents({ caseId }: CaseAnswers, answer: CustomsAnswer): Sequenced[] {
  const { sequence, declaration, at, reason } = answer;
  // what the declarant lodged, the office received
  const lodged = answer.event === 'LODGED' || answer.event === 'AMENDED';
  const id = lodged ? declaration.office : answer.party;
  return eventCodes(answer).flatMap((code) =>
    subjects(code, declaration.containerNumbers).map((container, index) => ({
      sequence,
      event: compact({
        ...head(caseId, sequence, code, index, { id, function: CUSTOMS }),
        eventDateTime: at,
        eventUpdatedDateTime: at,
        eventClassification: classification(code),
        shipmentDetails: compact({
          documentReference: customsDocument(declaration),
          additionalDocumentReferences: transportDocuments(declaration.transportDocumentNumbers),
          shipmentReferences: container === undefined ? undefined : longEquipment(container),
          reason,
        }),
        equipmentDetails: container === undefined ? undefined : equipment(container),
      }),
    })),
  );
}

function milestoneEvents({ caseId }: CaseAnswers, milestone: CaseAnswers['milestones'][number]): Sequenced[] {
  const code = milestoneCode(milestone.milestone);
  if (code === undefined) return [];
  const { sequence, occurredAt, recordedAt, party } = milestone;
  const event = {
    ...head(caseId, sequence, code, 0, { id: party, function: REPORTER }),
    eventDateTime: occurredAt,
    eventUpdatedDateTime: recordedAt,
    eventClassification: classification(code),
  };
  return [{ sequence, event }];
}

/** The same action always gives the same ids, so that a receiver overwrites what it already has. */
function head(
  caseId: string,
  sequence: number,
  { code }: EventCode,
  index: number,
  origin: { readonly id: string; readonly function: string },
) {
  const partyCode = origin.id.replace(/^0x/, '');
  return {
    eventRouting: {
      originatingParty: { partyCode, codeListProvider: 'ZZZ', partyFunction: origin.function },
    },
    eventID: `${caseId.slice(2, 18)}-${sequence}-${code}${index === 0 ? '' : `-${index + 1}`}`,
  };
}

/** Everything in the ledger happened: plans are never written. */
function classification({ type, code }: EventCode) {
  return { eventTypeCode: type, eventClassifierCode: 'ACT', [EVENT_CODES[type].member]: code };
}

/** The containers that an event is about; one event without container where none is known or it is about none. */
function subjects({ type }: EventCode, containers: readonly string[] = []): (string | undefined)[] {
  return type === 'EQUIPMENT' && containers.length > 0 ? [...containers] : [undefined];
}

const equipment = (number: string) => (number.length <= EQUIPMENT_LENGTH ? { equipmentReference: number } : undefined);

/** A number too long for an equipment reference still is a reference of type EQ. */
const longEquipment = (number: string) =>
  number.length <= EQUIPMENT_LENGTH ? undefined : [{ typeCode: 'EQ', reference: number.slice(0, 100) }];

/** Customs clearance, by the best reference that is known. */
function customsDocument({ mrn, lrn, declarationId }: AnsweredDeclaration) {
  return { typeCode: 'CUC', reference: (mrn ?? lrn ?? declarationId).slice(0, 100) };
}

const transportDocuments = (numbers: readonly string[] = []) =>
  numbers.length === 0 ? undefined : numbers.map((number) => ({ typeCode: 'TRD', reference: number.slice(0, 100) }));
