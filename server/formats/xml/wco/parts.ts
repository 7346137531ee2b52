/** Parts that several messages of the WCO Data Model have in common. @see WCO Data Model 3.6 */
import { TRANSPORT_MODES } from '../../../../protocol/documents/transport.ts';
import { massInKg } from '../../edifact/values.ts';
import type { Draft, Rule } from '../mapping.ts';
import { elementsAt } from '../mapping.ts';
import { custom, implied, object, objects, row, takeInto, time, value, values } from '../rules.ts';
import type { XmlElement } from '../tree.ts';
import { count, country, currency, decimal, long, matching, type Reading, short, signedDecimal } from '../values.ts';

/** Members of the European Union and the territories that give out EORI numbers of the same form. */
const EORI =
  /^(?:AT|BE|BG|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[A-Za-z0-9]{1,15}$/;

const identifier: Rule = custom([row('ID', '/identifiers/0/value')], (draft) => {
  const node = draft.element.childrenNamed('ID').find((each) => each.value !== '' && !draft.isTaken(each));
  if (node === undefined) return;
  const register = node.attributes.find(({ name }) => name === 'schemeID' || name === 'schemeAgencyID');
  if (!takeInto(draft, node, '/identifiers/0/value', short)) return;
  if (register !== undefined && register.value !== '') takeInto(draft, register, '/identifiers/0/scheme', short);
  if (draft.has('/identifiers/0/scheme')) return;
  draft.set('/identifiers/0/scheme', EORI.test(node.value) ? 'EORI' : 'UNSPECIFIED');
});

const address: readonly Rule[] = [
  values('Line', '/lines', short),
  value('CityName', '/city', short),
  value('CountrySubDivisionName', '/region', short),
  value('CountrySubDivisionID', '/region', short),
  value('PostcodeID', '/postcode', short),
  value('CountryCode', '/countryCode', country),
];

export const addressAt = (from: string, to: string): Rule => object(from, to, address, { fixed: { lines: [] } });

/** Telephone and mail address by the kind of communication. @see UNTDID 3155 */
const communication = (type: string, to: string): Rule =>
  object('Communication', '/contact', [value('ID', to, short), implied('TypeCode', type)], {
    where: (element) => element.find('TypeCode')?.value === type,
  });

export const party: readonly Rule[] = [
  value('Name', '/name', long),
  identifier,
  addressAt('Address', '/address'),
  communication('TE', '/telephone'),
  communication('EM', '/email'),
  value('Contact/Name', '/contact/name', short),
];

export const partyAt = (from: string, to: string): Rule => object(from, to, party);

/** A party without a field of its own. @param role UNTDID 3035, unless the party states one */
export const partyInRole = (from: string, role: string): Rule =>
  objects(from, '/otherParties', [object('', '/party', party), value('RoleCode', '/role', short)], {
    fixed: { role },
    requires: ['party'],
    note: `role ${role}`,
  });

/** An amount with its currency. */
export const amountAt = (from: string, to: string): Rule =>
  object(from, to, [value('', '/amount', signedDecimal), value('@currencyID', '/currency', currency)], {
    requires: ['amount'],
  });

/** A quantity with its unit. */
export const quantityAt = (from: string, to: string): Rule =>
  object(from, to, [value('', '/value', decimal), value('@unitCode', '/unitCode', short)], { requires: ['value'] });

/** A mass, in kilograms unless its unit says otherwise. */
export const massAt = (from: string, to: string): Rule =>
  custom([row(from, to)], (draft) => {
    if (draft.has(to)) return;
    const node = elementsAt(draft.element, from).find((each) => each.value !== '' && !draft.isTaken(each));
    if (node === undefined) return;
    const unit = node.attributes.find(({ name }) => name === 'unitCode');
    const inKg: Reading = (text) => {
      const stated = decimal(text);
      return typeof stated === 'string' ? massInKg(stated, unit?.value || 'KGM') : undefined;
    };
    if (takeInto(draft, node, to, inKg) && unit !== undefined) draft.take(unit);
  });

/** Numbers that only count the elements of a path in their order. */
export const countedBy = (path: string, numberName = 'SequenceNumeric'): Rule =>
  custom([], (draft) => {
    for (const element of elementsAt(draft.element, path)) {
      const place = (element.parent?.childrenNamed(element.name).indexOf(element) ?? 0) + 1;
      const [number] = element.childrenNamed(numberName);
      if (number !== undefined && number.value === String(place) && !draft.isTaken(number)) draft.take(number);
    }
  });

export const pointer: Rule = objects('Pointer', '/pointer', [
  value('DocumentSectionCode', '/section', short),
  value('SequenceNumeric', '/sequence', count),
  value('TagID', '/element', short),
]);

export const statementsAt = (from: string, to: string): Rule =>
  objects(from, to, [
    value('StatementCode', '/code', short),
    value('StatementDescription', '/text', long),
    value('StatementTypeCode', '/typeCode', short),
    time('LimitDateTime', { instant: '/dueAt' }),
    pointer,
  ]);

export const changesAt = (from: string, to: string): Rule =>
  objects(from, to, [value('ChangeReasonCode', '/reasonCode', short), pointer]);

/** UN/ECE Recommendation 19 code to our name. */
export const modeOfTransport: Reading = (text) =>
  TRANSPORT_MODES[matching(/^[1-8]$/)(text) === undefined ? -1 : Number(text) - 1];

/** Type codes of an identification that say what it is. @see EU Union Customs Code, data element 7/7; UNECE */
const IDENTIFICATION_TYPES: Readonly<Record<string, string>> = { '10': '/imoNumber', '11': '/name' };

const identification: Rule = custom(
  [
    row('ID', '/identification/value', 'type 10 to /imoNumber, type 11 to /name'),
    row('IdentificationTypeCode', '/identification/codeList'),
  ],
  (draft) => {
    const [id] = draft.element.childrenNamed('ID');
    const [type] = draft.element.childrenNamed('IdentificationTypeCode');
    if (id === undefined || id.value === '') return;
    const known = type === undefined ? undefined : IDENTIFICATION_TYPES[type.value];
    if (known !== undefined && !draft.has(known)) {
      if (takeInto(draft, id, known, short) && type !== undefined) draft.take(type);
      return;
    }
    takeInto(draft, id, '/identification/value', short);
    if (type !== undefined && type.value !== '') takeInto(draft, type, '/identification/codeList', short);
  },
);

/** A means of transport. */
export const conveyance: readonly Rule[] = [
  value('ModeCode', '/mode', modeOfTransport, 'UN/ECE Recommendation 19'),
  value('Name', '/name', short),
  identification,
  value('JourneyID', '/journeyNumber', short),
  value('RegistrationNationalityCode', '/nationality', country),
];

export const dutyTax: readonly Rule[] = [
  value('TypeCode', '/typeCode', short),
  value('DutyRegimeCode', '/regimeCode', short),
  value('QuotaOrderID', '/quotaOrderNumber', short),
  amountAt('AdValoremTaxBaseAmount', '/base'),
  quantityAt('SpecificTaxBaseQuantity', '/baseQuantity'),
  amountAt('DeductAmount', '/deduction'),
  value('TaxRateNumeric', '/rate', decimal),
  amountAt('Payment/TaxAssessedAmount', '/assessed'),
  amountAt('Payment/PaymentAmount', '/payable'),
  value('Payment/MethodCode', '/paymentMethod', short),
  time('Payment/DueDateTime', { instant: '/dueAt' }),
  value('Payment/ObligationGuarantee/ReferenceID', '/reference', short),
  value('Payment/ReferenceID', '/reference', short),
];

export const valuation: readonly Rule[] = [
  value('CustomsValuation/MethodCode', '/methodCode', short),
  value('ValuationAdjustment/AdditionCode', '/indicators', short),
  amountAt('CustomsValuation/FreightChargeAmount', '/freight'),
  objects('CustomsValuation/ChargeDeduction', '/charges', [
    value('ChargesTypeCode', '/typeCode', short),
    amountAt('OtherChargeDeductionAmount', '/amount'),
  ]),
];

export const producedDocumentsAt = (from: string, to: string, keepsPlace: boolean): Rule =>
  objects(
    from,
    to,
    [
      value('CategoryCode', '/category', short),
      value('TypeCode', '/typeCode', short),
      value('ID', '/number', short),
      value('Name', '/name', long),
      value('LPCOExemptionCode', '/status', short),
      value('Submitter/Name', '/issuer', long),
      time('IssueDateTime', { date: '/validFrom' }),
      time('EffectiveDateTime', { date: '/validUntil' }),
      quantityAt('WriteOff/QuantityQuantity', '/writeOff/quantity'),
      amountAt('WriteOff/AmountAmount', '/writeOff/amount'),
    ],
    { keepsPlace },
  );

export const previousDocumentsAt = (from: string, to: string): Rule =>
  objects(from, to, [
    value('CategoryCode', '/category', short),
    value('TypeCode', '/typeCode', short),
    value('ID', '/number', short),
    value('LineNumeric', '/lineNumber', count),
  ]);

/** First value of a path, empty if there is none; does not take it. */
export function peek(element: XmlElement, path: string): string {
  return elementsAt(element, path).find((each) => each.value !== '')?.value ?? '';
}

/** Takes nothing, but gives a fixed member to the object. */
export const constant = (to: string, fixed: string): Rule =>
  custom([], (draft: Draft) => {
    if (!draft.has(to)) draft.set(to, fixed);
  });
