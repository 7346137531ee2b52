/**
 * Writes what customs said as CUSRES, one message per answer.
 * @see UN/EDIFACT directory D.96B, message CUSRES; domain section 4 for the codes
 */
import type { Decision } from '../../../../protocol/documents/decision.ts';
import type { CaseAnswers, CustomsAnswer } from '../../answers/customs-answer.ts';
import type { WrittenFile } from '../../written-file.ts';
import { writeInterchange } from '../interchange-writer.ts';
import { segment, textSegments, type WritableSegment } from '../writer.ts';
import { reasonNumber, responseCodes } from './response-codes.ts';

/** Who speaks for the ledger in the envelope; the authority itself stands in the message (NAD+CM). */
const SENDER = 'CORRIDOR-LEDGER';
const RELEASE = '96B';

/** One interchange with a message per answer, in the order in which they were anchored. */
export function writeCusres(answers: CaseAnswers): WrittenFile {
  const last = answers.answers.at(-1)?.sequence ?? 0;
  const bytes = writeInterchange({
    sender: { id: SENDER },
    recipient: { id: bare(answers.recipient), qualifier: 'ZZZ' },
    preparedAt: answers.asOf,
    reference: String(last),
    messages: answers.answers.map((answer) => ({
      reference: String(answer.sequence),
      type: 'CUSRES',
      release: RELEASE,
      segments: messageSegments(answers, answer),
    })),
  });
  return { bytes, mediaType: 'application/EDIFACT', extension: 'edi' };
}

function messageSegments({ caseId, ucr }: CaseAnswers, answer: CustomsAnswer): WritableSegment[] {
  const { declaration, decision } = answer;
  const codes = responseCodes(answer);
  return [
    segment('BGM', codes.type, `${bare(caseId).slice(0, 16)}-${answer.sequence}`, codes.messageFunction),
    time('137', answer.at),
    ...(answer.control?.dueBy === undefined ? [] : [time('222', answer.control.dueBy)]),
    ...(answer.validUntil === undefined ? [] : [time('36', answer.validUntil)]),
    ...wordSegments(answer),
    segment('LOC', '22', [bare(declaration.office), '', 'ZZZ']),
    ...(codes.indicator === undefined ? [] : [segment('GIS', [codes.indicator, '', '', codes.process])]),
    segment('NAD', 'CM', [
      bare(answer.event === 'LODGED' || answer.event === 'AMENDED' ? declaration.office : answer.party),
      '',
      'ZZZ',
    ]),
    segment('NAD', 'DT', [bare(declaration.declarant), '', 'ZZZ']),
    ...referenceSegments(declaration, ucr),
    ...errorSegments(decision?.errors ?? []),
    ...taxSegments(decision?.duties ?? []),
  ];
}

/** What was said in words: the state and the reason by their codes, conditions and remarks as customs wrote them. */
function wordSegments(answer: CustomsAnswer): WritableSegment[] {
  const { declaration, reason, decision, control } = answer;
  const said = control === undefined ? answer.state : `${control.control} ${control.result ?? 'OPEN'}`;
  return [
    ...textSegments('AAI', answer.outcome ?? said),
    ...(reason === undefined ? [] : textSegments('ACD', reason, [reasonNumber(reason), '', 'ZZZ'])),
    ...(answer.lane === undefined ? [] : textSegments('CUS', `LANE ${answer.lane}`)),
    ...textSegments('ACB', `DECLARATION ${declaration.declarationId} VERSION ${declaration.version}`),
    ...(decision?.conditions ?? []).flatMap(({ code, description, dueAt }) =>
      textSegments('CCI', `${code}${dueAt === undefined ? '' : ` BY ${dueAt}`}: ${oneLine(description)}`),
    ),
    ...(decision?.seals ?? []).flatMap(({ containerNumber, seal }) =>
      textSegments('CCI', `SEAL ${seal.number} ON ${containerNumber}`),
    ),
    ...(decision?.remarks === undefined ? [] : textSegments('AAI', oneLine(decision.remarks))),
  ];
}

function referenceSegments({ lrn, mrn }: CustomsAnswer['declaration'], ucr: string | undefined): WritableSegment[] {
  const references: readonly (readonly [string, string | undefined])[] = [
    ['ABT', mrn],
    ['ABE', lrn],
    ['UCN', ucr],
  ];
  return references.flatMap(([qualifier, number]) =>
    number === undefined ? [] : [segment('RFF', [qualifier, number])],
  );
}

/** Longest 1052 and 9321; what is longer stands in the text alone. */
const ITEM_LENGTH = 35;
const CODE_LENGTH = 8;

/** Errors with their pointers into the declaration; the text repeats code and pointer in full. */
function errorSegments(errors: NonNullable<Decision['errors']>): WritableSegment[] {
  return errors.flatMap(({ pointer, code, description }) => [
    segment('ERP', ['2', pointer.length <= ITEM_LENGTH ? pointer : '']),
    segment('ERC', [code.length <= CODE_LENGTH ? code : 'ZZZ', '', 'ZZZ']),
    ...textSegments('AAO', `${code} ${pointer} ${oneLine(description)}`),
  ]);
}

/** 5153 by kind of duty. */
const TAX_TYPES = { DUTY: 'CUD', VAT: 'VAT', SALES_TAX: 'STT', EXCISE: 'EXC', FEE: 'OTH' } as const;

function taxSegments(duties: NonNullable<Decision['duties']>): WritableSegment[] {
  return duties.flatMap(({ kind, amount }) => [
    segment('TAX', kind === 'FEE' ? '6' : kind === 'DUTY' ? '5' : '7', TAX_TYPES[kind]),
    segment('MOA', ['161', amount.amount, amount.currency]),
  ]);
}

/** @param instant RFC 3339 in UTC */
function time(qualifier: string, instant: string): WritableSegment {
  const utc = new Date(instant).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return segment('DTM', [qualifier, `${utc}UTC`, '304']);
}

const bare = (hex: string) => hex.replace(/^0x/, '');

/** Line ends have no place in a piece of text. */
const oneLine = (text: string) => text.replace(/\s*[\r\n]+\s*/g, ' ');
