/** The header and the shipment of a WCO declaration. @see WCO Data Model 3.6, Declaration; UK CDS completion matrix */
import { ucr as ucrSchema } from '../../../../protocol/documents/primitives.ts';
import { type Draft, elementsAt, type Rule } from '../mapping.ts';
import { custom, object, objects, row, time, value, values } from '../rules.ts';
import { count, country, currency, decimal, flag, lrn, matching, short, ucr } from '../values.ts';
import { lineRules } from './line.ts';
import {
  addressAt,
  amountAt,
  conveyance,
  countedBy,
  massAt,
  partyAt,
  partyInRole,
  previousDocumentsAt,
  producedDocumentsAt,
  statementsAt,
  valuation,
} from './parts.ts';

const office = (from: string, name: string): Rule =>
  objects(from, '/otherOffices', [value('ID', '/code', short)], {
    fixed: { function: name },
    requires: ['code'],
    note: `function ${name}`,
  });

const header: readonly Rule[] = [
  value('FunctionCode', '/messageFunction', short),
  value('FunctionalReferenceID', '/lrn', lrn),
  value('ID', '/mrn', short),
  value('TypeCode', '/nationalTypeCode', short, 'its first two letters also say the procedure'),
  time('IssueDateTime', { instant: '/declaredAt', date: '/declaredOn' }),
  time('AcceptanceDateTime', { instant: '/acceptedAt' }),
  value('DeclarationOfficeID', '/officeCode', short),
  value('GoodsItemQuantity', '/totalLines', count),
  value('TotalPackageQuantity', '/totalPackages', count),
  massAt('TotalGrossMassMeasure', '/totalGrossMassKg'),
  object('InvoiceAmount', '', [
    value('', '/invoice/total', decimal),
    value('@currencyID', '/invoice/currency', currency),
  ]),
  office('ExitOffice', 'EXIT'),
  office('EntryOffice', 'ENTRY'),
  office('PresentationOffice', 'PRESENTATION'),
  office('SupervisingOffice', 'SUPERVISION'),
  objects('CurrencyExchange', '/exchangeRates', [
    value('CurrencyTypeCode', '/currency', currency),
    value('RateNumeric', '/rate', decimal),
  ]),
  objects('AuthorisationHolder', '/authorizations', [
    value('ID', '/holderId', short),
    value('CategoryCode', '/typeCode', short),
  ]),
  objects('ObligationGuarantee', '/guarantees', [
    value('SecurityDetailsCode', '/typeCode', short),
    value('ReferenceID', '/number', short),
    value('ID', '/otherReference', short),
    amountAt('AmountAmount', '/amount'),
    value('GuaranteeOffice/ID', '/officeCode', short),
  ]),
];

const parties: readonly Rule[] = [
  partyAt('Declarant', '/declarant'),
  value('Agent/FunctionCode', '/representation', short),
  partyAt('Agent', '/broker'),
  partyAt('Exporter', '/exporter'),
  partyAt('GoodsShipment/Exporter', '/exporter'),
  partyAt('GoodsShipment/Consignor', '/exporter'),
  partyAt('GoodsShipment/Importer', '/importer'),
  partyAt('GoodsShipment/Consignee', '/importer'),
  partyInRole('GoodsShipment/Consignor', 'CZ'),
  partyInRole('GoodsShipment/Consignee', 'CN'),
  partyInRole('GoodsShipment/Buyer', 'BY'),
  partyInRole('GoodsShipment/Seller', 'SE'),
  partyInRole('GoodsShipment/Payer', 'PR'),
  partyInRole('GoodsShipment/Surety', 'GU'),
  partyInRole('GoodsShipment/AEOMutualRecognitionParty', 'AE'),
  partyInRole('GoodsShipment/DomesticDutyTaxParty', 'DDT'),
  partyInRole('Consignment/Carrier', 'CA'),
  partyInRole('Submitter', 'SUB'),
];

const transport: readonly Rule[] = [
  object('BorderTransportMeans', '/conveyance', conveyance),
  object('GoodsShipment/Consignment/DepartureTransportMeans', '/conveyanceAtDeparture', conveyance),
  object('GoodsShipment/Consignment/ArrivalTransportMeans', '/conveyanceAtArrival', conveyance),
  value('Consignment/Freight/PaymentMethodCode', '/freightPaymentMethod', short),
  countedBy('Consignment/Itinerary'),
  values('Consignment/Itinerary/RoutingCountryCode', '/countriesOfRouting', country),
  value('GoodsShipment/Consignment/ContainerCode', '/containerized', flag),
  object('GoodsShipment/Consignment/GoodsLocation', '/goodsLocation', [
    value('Name', '/code', short),
    value('ID', '/additionalId', short),
    value('TypeCode', '/typeCode', short),
    value('Address/TypeCode', '/qualifier', short),
    addressAt('Address', '/address'),
  ]),
  object('GoodsShipment/Consignment/LoadingLocation', '/placeOfLoading', [
    value('ID', '/code', short),
    value('Name', '/name', short),
  ]),
  object('GoodsShipment/Consignment/UnloadingLocation', '/placeOfDischarge', [
    value('ID', '/code', short),
    value('Name', '/name', short),
  ]),
  value('IssueLocationID', '/placeOfDeclaration/name', short),
  countedBy('GoodsShipment/Consignment/TransportEquipment'),
  countedBy('GoodsShipment/Consignment/TransportEquipment/Seal'),
  objects(
    'GoodsShipment/Consignment/TransportEquipment',
    '/containers',
    [value('ID', '/number', short), objects('Seal', '/seals', [value('ID', '/number', short)])],
    { requires: ['number'] },
  ),
  objects('GoodsShipment/Consignment/TransportEquipment/Seal', '/seals', [value('ID', '/number', short)]),
];

/** Where no consignment reference is given as such, a reference among the previous documents stands in (UK: DUCR). */
const ucrOfPreviousDocument: Rule = custom(
  [row('GoodsShipment/PreviousDocument/ID', '/ucr', 'type DCR, if there is no UCR; also in /previousDocuments')],
  (draft: Draft) => {
    if (draft.has('/ucr')) return;
    for (const previous of elementsAt(draft.element, 'GoodsShipment/PreviousDocument')) {
      const id = previous.find('ID');
      if (previous.find('TypeCode')?.value !== 'DCR' || id === undefined) continue;
      if (ucrSchema.safeParse(id.value).success) return draft.set('/ucr', id.value, id);
    }
  },
);

const shipment = (keepsPlace: boolean): readonly Rule[] => [
  value('GoodsShipment/TransactionNatureCode', '/transactionNature', short),
  value('GoodsShipment/ExportCountry/ID', '/countryOfDispatch', country),
  value('GoodsShipment/Destination/CountryCode', '/countryOfDestination', country),
  value('GoodsShipment/Invoice/ID', '/invoice/number', short),
  time('GoodsShipment/Invoice/IssueDateTime', { date: '/invoice/issuedOn' }),
  value('GoodsShipment/TradeTerms/ConditionCode', '/invoice/deliveryTerms/incoterm', matching(/^[A-Z]{3}$/)),
  value('GoodsShipment/TradeTerms/LocationName', '/invoice/deliveryTerms/namedPlace', short),
  value('GoodsShipment/TradeTerms/Description', '/invoice/deliveryTerms/namedPlace', short),
  value('GoodsShipment/TradeTerms/LocationID', '/invoice/deliveryTerms/placeCode', short),
  object('GoodsShipment', '/valuation', valuation),
  object('GoodsShipment/Warehouse', '/warehouse', [value('ID', '/id', short), value('TypeCode', '/typeCode', short)]),
  producedDocumentsAt('AdditionalDocument', '/producedDocuments', false),
  producedDocumentsAt('GoodsShipment/AdditionalDocument', '/producedDocuments', keepsPlace),
  statementsAt('AdditionalInformation', '/statements'),
  statementsAt('GoodsShipment/AdditionalInformation', '/statements'),
  previousDocumentsAt('GoodsShipment/PreviousDocument', '/previousDocuments'),
  value('GoodsShipment/UCR/ID', '/ucr', ucr),
  value('GoodsShipment/UCR/TraderAssignedReferenceID', '/ucr', ucr),
  ucrOfPreviousDocument,
  objects('GoodsShipment/GovernmentAgencyGoodsItem', '/lines', lineRules(keepsPlace)),
];

/** @param keepsPlace whether empty elements count, as in an amendment that points at the n-th of several */
export const declarationRules = (keepsPlace: boolean): readonly Rule[] => [
  ...header,
  ...parties,
  ...transport,
  ...shipment(keepsPlace),
];
