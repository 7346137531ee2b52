/** Responses of customs in the WCO Data Model: decisions and notices. @see WCO Data Model 3.6, Response */
import { CUSTOMS_RESPONSE_SCHEMA_NAME } from '../../../../protocol/documents/customs-response.ts';
import {
  functionOfState,
  OUTCOME_STATEMENT,
  type ResponseFunction,
  responseFunction,
} from '../../../../protocol/responses/functions.ts';
import type { MappedItem } from '../../reading.ts';
import { type MappingName, type Message, mapMessage } from '../mapped-message.ts';
import { applyRules, elementsAt, type Rule } from '../mapping.ts';
import { custom, object, objects, row, time, value } from '../rules.ts';
import type { XmlElement } from '../tree.ts';
import { count, long, ordinal, short } from '../values.ts';
import { declarationRules } from './declaration-rules.ts';
import { changesAt, dutyTax, peek, pointer, statementsAt } from './parts.ts';

export const WCO_RESPONSE: MappingName = { kind: 'WCO_DM_RESPONSE', mapping: 'xml/wco-response', mappingVersion: '1' };

const ITEM = 'GoodsShipment/GovernmentAgencyGoodsItem';

/** Duties of goods items; each says which line it is due on. */
const dutiesOfLines: Rule = custom(
  [
    row(`Declaration/${ITEM}/SequenceNumeric`, '/duties/0/lineNumber'),
    ...dutyTax.flatMap(({ rows }) =>
      rows.map((inner) => row(`Declaration/${ITEM}/Commodity/DutyTaxFee/${inner.from}`, `/duties/0${inner.to}`)),
    ),
  ],
  (draft) => {
    for (const item of elementsAt(draft.element, `Declaration/${ITEM}`)) {
      for (const duty of elementsAt(item, 'Commodity/DutyTaxFee')) {
        const part = applyRules(dutyTax, duty, draft);
        if (part.taken.length === 0) continue;
        const at = draft.append('/duties', {});
        draft.adopt(part, at);
        const number = item.find('SequenceNumeric');
        const line = number === undefined ? undefined : ordinal(number.value);
        if (number !== undefined && line !== undefined) draft.set(`${at}/lineNumber`, line, number);
      }
    }
  },
);

/** A response speaks of a declaration by its numbers; a declaration with a function of its own is what it now says. */
const isAnswered = (element: XmlElement): boolean => peek(element, 'FunctionCode') === '';
const isChanged = (element: XmlElement): boolean => !isAnswered(element);

const answered: readonly Rule[] = [
  value('ID', '/mrn', short),
  value('FunctionalReferenceID', '/lrn', short),
  value('VersionID', '/version', count),
  time('AcceptanceDateTime', { instant: '/acceptedAt' }),
  time('RejectionDateTime', { instant: '/rejectedAt' }),
  time('CancellationDateTime', { instant: '/cancelledAt' }),
];

/**
 * States that share a function are told apart by a statement of type OUTCOME, as our own answers carry it. It refines
 * what the function says and never contradicts it.
 */
function statedOutcome(response: XmlElement, known: ResponseFunction | undefined): string | undefined {
  const said = response
    .childrenNamed('AdditionalInformation')
    .filter((each) => peek(each, 'StatementTypeCode') === OUTCOME_STATEMENT)
    .map((each) => peek(each, 'StatementCode'));
  return said.find((code) => functionOfState(code) === known?.code);
}

const stateOfFunction: Rule = custom([row('FunctionCode', '/state', 'by protocol/transitions.json')], (draft) => {
  const [code] = draft.element.childrenNamed('FunctionCode');
  const known = responseFunction(code?.value);
  const state = statedOutcome(draft.element, known) ?? known?.state;
  if (state !== undefined) draft.set('/state', state);
  if (code !== undefined && code.value !== '' && known === undefined) {
    draft.report('CODE_NOT_LISTED', '/functionCode', code.value, code);
  }
});

export const responseRules: readonly Rule[] = [
  value('FunctionCode', '/functionCode', short),
  stateOfFunction,
  value('FunctionalReferenceID', '/reference', short),
  time('IssueDateTime', { instant: '/issuedAt', date: '/issuedOn' }),
  object('Declaration', '', answered, { where: isAnswered }),
  objects('Status', '/statuses', [
    value('NameCode', '/code', short),
    time('EffectiveDateTime', { instant: '/effectiveAt' }),
  ]),
  statementsAt('AdditionalInformation', '/statements'),
  objects('Error', '/errors', [
    value('ValidationCode', '/code', short),
    value('Description', '/description', long),
    value('Pointer/Location', '/location', long),
    pointer,
  ]),
  changesAt('Amendment', '/changes'),
  object('Bank', '/bank', [value('ID', '/id', short), value('ReferenceID', '/reference', short)]),
  dutiesOfLines,
  objects('Declaration/DutyTaxFee', '/duties', dutyTax),
  object('Declaration', '/changed', declarationRules(true), { where: isChanged }),
];

/** Rules of a message: its responses, which stand in it or which it is. */
const eventRules = (from: string): readonly Rule[] => [objects(from, '/events', responseRules, { keepsPlace: true })];

/** All responses below one element are one document. */
export function mapResponses(message: Message): MappedItem {
  const rules = eventRules(message.element.name === 'Response' ? '' : 'Response');
  const item = mapMessage(WCO_RESPONSE, message, {
    initial: { schema: CUSTOMS_RESPONSE_SCHEMA_NAME, simulated: false },
    rules,
  });
  return {
    ...item,
    reference: peek(message.element, message.element.name === 'Response' ? REFERENCE : `Response/${REFERENCE}`),
  };
}

const REFERENCE = 'FunctionalReferenceID';

export const RESPONSE_RULES = eventRules('Response');
