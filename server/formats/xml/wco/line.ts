/** A goods item of a WCO declaration to a line of the goods declaration. */
import type { Rule } from '../mapping.ts';
import { custom, implied, object, objects, row, value, values } from '../rules.ts';
import { count, country, currency, decimal, long, matching, ordinal, short, ucr } from '../values.ts';
import {
  amountAt,
  countedBy,
  dutyTax,
  massAt,
  partyInRole,
  previousDocumentsAt,
  producedDocumentsAt,
  quantityAt,
  statementsAt,
  valuation,
} from './parts.ts';

/** Kinds of classification that begin with the Harmonized System: international, and the tariff of the country. */
const TARIFF_KINDS = ['', 'HS', 'TSP', 'SRZ'];

/** A line that states no number has that of its place. */
export const lineNumberByPlace: Rule = custom([], (draft) => {
  const { parent, name } = draft.element;
  if (!draft.has('/lineNumber')) {
    draft.set('/lineNumber', Math.min((parent?.childrenNamed(name).indexOf(draft.element) ?? 0) + 1, 99_999));
  }
});

const commodityCode: Rule = custom(
  [row('Commodity/Classification/ID', '/nationalTariffCode', 'type TSP or HS; its first six digits to /hsCode')],
  (draft) => {
    for (const classification of draft.element.find('Commodity')?.childrenNamed('Classification') ?? []) {
      const [id] = classification.childrenNamed('ID');
      const [kind] = classification.childrenNamed('IdentificationTypeCode');
      if (id === undefined || !TARIFF_KINDS.includes(kind?.value ?? '') || draft.has('/hsCode')) continue;
      const digits = /^\d{6}(?:\d{2,6})?$/.exec(id.value)?.[0];
      if (digits === undefined) continue;
      draft.set('/hsCode', digits.slice(0, 6));
      if (digits.length > 6) draft.set('/nationalTariffCode', digits, id);
      draft.take(id, '/hsCode');
      if (kind !== undefined) draft.take(kind);
    }
  },
);

const packages: readonly Rule[] = [value('QuantityQuantity', '/count', count), value('TypeCode', '/typeCode', short)];

/** @param keepsPlace whether empty elements count, as in an amendment that points at the n-th of several */
export const lineRules = (keepsPlace: boolean): readonly Rule[] => [
  value('SequenceNumeric', '/lineNumber', ordinal),
  lineNumberByPlace,
  value('Commodity/Description', '/description', long),
  commodityCode,
  objects(
    'Commodity/Classification',
    '/classifications',
    [value('ID', '/code', short), value('IdentificationTypeCode', '/scheme', short)],
    { requires: ['code'] },
  ),
  value('Origin/CountryCode', '/countryOfOrigin', country),
  massAt('Commodity/GoodsMeasure/GrossMassMeasure', '/grossMassKg'),
  massAt('Commodity/GoodsMeasure/NetNetWeightMeasure', '/netMassKg'),
  quantityAt('Commodity/GoodsMeasure/TariffQuantity', '/supplementaryQuantity'),
  countedBy('Packaging'),
  object('Packaging', '/packages', packages),
  objects('Packaging', '/otherPackages', packages),
  values('Packaging/MarksNumbersID', '/marks', long),
  object(
    'Commodity/InvoiceLine/ItemChargeAmount',
    '',
    [value('', '/lineValue', decimal), value('@currencyID', '/currency', currency)],
    { requires: ['lineValue'] },
  ),
  amountAt('StatisticalValueAmount', '/statisticalValue'),
  amountAt('CustomsValueAmount', '/customsValue'),
  objects('GovernmentProcedure', '/procedures', [
    value('CurrentCode', '/requested', short),
    value('PreviousCode', '/previous', short),
  ]),
  object('', '/valuation', valuation),
  objects('Commodity/DutyTaxFee', '/duties', dutyTax),
  producedDocumentsAt('AdditionalDocument', '/producedDocuments', keepsPlace),
  previousDocumentsAt('PreviousDocument', '/previousDocuments'),
  statementsAt('AdditionalInformation', '/statements'),
  value('UCR/ID', '/ucr', ucr),
  value('UCR/TraderAssignedReferenceID', '/ucr', ucr),
  value('TransactionNatureCode', '/transactionNature', short),
  value('ExportCountry/ID', '/countryOfDispatch', country),
  value('Destination/CountryCode', '/countryOfDestination', country),
  objects('Commodity/DangerousGoods', '/dangerousGoods', [value('UNDGID', '/unNumber', matching(/^\d{4}$/))], {
    requires: ['unNumber'],
  }),
  countedBy('Commodity/TransportEquipment'),
  values('Commodity/TransportEquipment/ID', '/containerNumbers', short),
  implied('Origin/TypeCode', '1'),
  partyInRole('Consignor', 'CZ'),
  partyInRole('Consignee', 'CN'),
  partyInRole('Buyer', 'BY'),
  partyInRole('Seller', 'SE'),
  partyInRole('Manufacturer', 'MF'),
  partyInRole('AEOMutualRecognitionParty', 'AE'),
  partyInRole('DomesticDutyTaxParty', 'DDT'),
];
