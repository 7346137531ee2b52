/** Response events as XML of the WCO Data Model. @see WCO Data Model 3.6, Response */
import type { Change, DutyTax, PointerStep, Statement } from '../../../../protocol/documents/customs-data.ts';
import type { ResponseEvent } from '../../../../protocol/documents/customs-response.ts';
import { element, writeXml, type XmlNodeOut } from '../xml-writer.ts';

export const RESPONSE_NAMESPACE = 'urn:wco:datamodel:WCO:RES-DMS:2';

/** UNTDID 2379: date and time with zone. */
const WITH_ZONE = '304';

type Written = XmlNodeOut | undefined;

/** An event as it is written: what it says of a changed declaration is written by whoever has the declaration. */
export type WritableEvent = Omit<ResponseEvent, 'changed' | 'issuedOn' | 'state'>;

/** All events in one message, in their order. */
export function writeResponses(events: readonly WritableEvent[]): string {
  const root = element(
    'MetaData',
    [element('WCODataModelVersionCode', '3.6'), element('WCOTypeName', 'RES'), ...events.map(response)],
    { xmlns: RESPONSE_NAMESPACE },
  );
  return writeXml(root ?? { name: 'MetaData', content: '' });
}

/** Elements stand in the order of the data model. */
function response(event: WritableEvent): Written {
  return element('Response', [
    element('FunctionCode', event.functionCode),
    element('FunctionalReferenceID', event.reference),
    time('IssueDateTime', event.issuedAt),
    ...(event.statements ?? []).map(statement),
    ...(event.changes ?? []).map(change),
    element('Bank', [element('ReferenceID', event.bank?.reference), element('ID', event.bank?.id)]),
    ...(event.errors ?? []).map(error),
    ...(event.statuses ?? []).map(({ code, effectiveAt }) =>
      element('Status', [time('EffectiveDateTime', effectiveAt), element('NameCode', code)]),
    ),
    declaration(event),
  ]);
}

function declaration(event: WritableEvent): Written {
  const duties = event.duties ?? [];
  return element('Declaration', [
    time('AcceptanceDateTime', event.acceptedAt),
    time('CancellationDateTime', event.cancelledAt),
    element('FunctionalReferenceID', event.lrn),
    element('ID', event.mrn),
    time('RejectionDateTime', event.rejectedAt),
    element('VersionID', event.version),
    ...duties.filter(({ lineNumber }) => lineNumber === undefined).map(duty),
    element('GoodsShipment', linesOf(duties)),
  ]);
}

function linesOf(duties: readonly DutyTax[]): Written[] {
  const numbers = new Set(duties.flatMap(({ lineNumber }) => (lineNumber === undefined ? [] : [lineNumber])));
  return [...numbers].map((number) =>
    element('GovernmentAgencyGoodsItem', [
      element('SequenceNumeric', number),
      element('Commodity', duties.filter(({ lineNumber }) => lineNumber === number).map(duty)),
    ]),
  );
}

function duty(due: DutyTax): Written {
  return element('DutyTaxFee', [
    amount('AdValoremTaxBaseAmount', due.base),
    amount('DeductAmount', due.deduction),
    element('DutyRegimeCode', due.regimeCode),
    element('QuotaOrderID', due.quotaOrderNumber),
    element('SpecificTaxBaseQuantity', due.baseQuantity?.value, { unitCode: due.baseQuantity?.unitCode }),
    element('TaxRateNumeric', due.rate),
    element('TypeCode', due.typeCode),
    element('Payment', [
      time('DueDateTime', due.dueAt),
      element('MethodCode', due.paymentMethod),
      amount('TaxAssessedAmount', due.assessed),
      amount('PaymentAmount', due.payable),
      element('ObligationGuarantee', [element('ReferenceID', due.reference)]),
    ]),
  ]);
}

function statement({ code, text, typeCode, dueAt, pointer }: Statement): Written {
  return element('AdditionalInformation', [
    element('StatementCode', code),
    element('StatementDescription', text),
    time('LimitDateTime', dueAt),
    element('StatementTypeCode', typeCode),
    ...steps(pointer),
  ]);
}

const change = ({ reasonCode, pointer }: Change): Written =>
  element('Amendment', [element('ChangeReasonCode', reasonCode), ...steps(pointer)]);

function error({ code, description, pointer, location }: NonNullable<ResponseEvent['errors']>[number]): Written {
  return element('Error', [
    element('Description', description),
    element('ValidationCode', code),
    ...steps(pointer),
    element('Pointer', [element('Location', location)]),
  ]);
}

const steps = (pointer: readonly PointerStep[] | undefined): Written[] =>
  (pointer ?? []).map(({ section, sequence, element: tag }) =>
    element('Pointer', [
      element('SequenceNumeric', sequence),
      element('DocumentSectionCode', section),
      element('TagID', tag),
    ]),
  );

const amount = (name: string, money: { readonly amount: string; readonly currency?: string | undefined } | undefined) =>
  element(name, money?.amount, { currencyID: money?.currency });

/** @param instant RFC 3339 with offset; whole seconds and whole hours of offset, else in UTC */
function time(name: string, instant: string | undefined): Written {
  if (instant === undefined) return undefined;
  const stated = /^([-\d]+)T([:\d]{8})([+-]\d\d):00$/.exec(instant);
  const [date, clock, zone] = stated?.slice(1) ?? [...new Date(instant).toISOString().slice(0, 19).split('T'), 'Z'];
  const digits = `${date}${clock}`.replace(/\D/g, '');
  return element(name, [element('DateTimeString', `${digits}${zone}`, { formatCode: WITH_ZONE })]);
}
