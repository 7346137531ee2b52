/**
 * Single administrative documents as ASYCUDA World exports them, to goods declarations. Empty values are written
 * `<null/>`; amounts are in the currency of the invoice and in that of the country.
 * @see ASYCUDA World, SAD in XML
 */
import { GOODS_DECLARATION_SCHEMA_NAME } from '../../../../protocol/documents/goods-declaration.ts';
import { FormatError } from '../../format-error.ts';
import type { XmlDialect } from '../dialect.ts';
import { type MappingName, mapMessage } from '../mapped-message.ts';
import type { Rule } from '../mapping.ts';
import { object, objects, value } from '../rules.ts';
import type { XmlElement } from '../tree.ts';
import { count, country, currency, decimal, flag, lrn, matching, short, signedDecimal } from '../values.ts';
import { EMPTY_LISTS } from '../wco/declaration.ts';
import { modeOfTransport, peek } from '../wco/parts.ts';
import { itemRules } from './item.ts';
import { party } from './party.ts';

export const ASYCUDA: MappingName = { kind: 'ASYCUDA_SAD', mapping: 'xml/asycuda-sad', mappingVersion: '1' };

/** An amount of the valuation in the currency in which it was agreed. */
const agreedAmount = (from: string, to: string): Rule =>
  object(
    from,
    to,
    [value('Amount_foreign_currency', '/amount', signedDecimal), value('Currency_code', '/currency', currency)],
    { requires: ['amount', 'currency'] },
  );

const registration = (from: string, name: string): Rule =>
  objects(from, '/registrations', [value('Serial_number', '/serial', short), value('Number', '/number', short)], {
    fixed: { function: name },
    requires: ['number'],
    note: `function ${name}`,
  });

const header: readonly Rule[] = [
  value('Identification/Office_segment/Customs_clearance_office_code', '/officeCode', short),
  value('Identification/Office_segment/Customs_Clearance_office_name', '/officeName', short),
  value('Identification/Type/Type_of_declaration', '/nationalTypeCode', short),
  value('Identification/Type/Declaration_gen_procedure_code', '/nationalProcedureCode', short),
  registration('Identification/Registration', 'REGISTRATION'),
  registration('Identification/Assessment', 'ASSESSMENT'),
  registration('Identification/receipt', 'RECEIPT'),
  value('Declarant/Reference/Number', '/lrn', lrn),
  objects('Identification', '/previousDocuments', [value('Manifest_reference_number', '/number', short)], {
    fixed: { typeCode: 'MANIFEST' },
  }),
  value('Property/Nbers/Total_number_of_items', '/totalLines', count),
  value('Property/Nbers/Total_number_of_packages', '/totalPackages', count),
  value('Property/Place_of_declaration', '/placeOfDeclaration/name', short),
  object('Traders/Exporter', '/exporter', party('Exporter')),
  object('Traders/Consignee', '/importer', party('Consignee')),
  objects('Traders/Financial', '/otherParties', [object('', '/party', party('Financial'))], {
    fixed: { role: 'PR' },
    requires: ['party'],
    note: 'role PR, payer',
  }),
  object('Declarant', '/declarant', party('Declarant')),
  value('General_information/Country/Export/Export_country_code', '/countryOfDispatch', country),
  value('General_information/Country/Destination/Destination_country_code', '/countryOfDestination', country),
];

const MEANS = 'Transport/Means_of_transport';

const transport: readonly Rule[] = [
  value(`${MEANS}/Border_information/Identity`, '/conveyance/identification/value', short),
  value(`${MEANS}/Border_information/Nationality`, '/conveyance/nationality', country),
  value(`${MEANS}/Border_information/Mode`, '/conveyance/mode', modeOfTransport),
  value(`${MEANS}/Departure_arrival_information/Identity`, '/conveyanceAtArrival/identification/value', short),
  value(`${MEANS}/Departure_arrival_information/Nationality`, '/conveyanceAtArrival/nationality', country),
  value(`${MEANS}/Inland_mode_of_transport`, '/conveyanceAtArrival/mode', modeOfTransport),
  value('Transport/Container_flag', '/containerized', flag),
  value('Transport/Delivery_terms/Code', '/invoice/deliveryTerms/incoterm', matching(/^[A-Z]{3}$/)),
  value('Transport/Delivery_terms/Place', '/invoice/deliveryTerms/namedPlace', short),
  objects('Transport/Border_office', '/otherOffices', [value('Code', '/code', short)], {
    fixed: { function: 'ENTRY' },
    requires: ['code'],
    note: 'function ENTRY',
  }),
  objects('Export_release', '/otherOffices', [value('Actual_office_of_exit_code', '/code', short)], {
    fixed: { function: 'EXIT' },
    requires: ['code'],
    note: 'function EXIT',
  }),
  value('Transport/Place_of_loading/Code', '/placeOfLoading/code', short),
  value('Transport/Place_of_loading/Name', '/placeOfLoading/name', short),
  value('Transport/Location_of_goods', '/goodsLocation/code', short),
  value('Warehouse/Identification', '/warehouse/id', short),
  objects(
    'Container',
    '/containers',
    [value('Container_identity', '/number', short), value('Container_type', '/typeCode', short)],
    { requires: ['number'] },
  ),
];

const valuation: readonly Rule[] = [
  value('Valuation/Gs_Invoice/Amount_foreign_currency', '/invoice/total', decimal),
  value('Valuation/Gs_Invoice/Currency_code', '/invoice/currency', currency),
  agreedAmount('Valuation/Gs_external_freight', '/freight'),
  agreedAmount('Valuation/Gs_insurance', '/insurance'),
  value('Valuation/Total/Total_weight', '/totalGrossMassKg', decimal),
  value('Valuation/Weight/Gross_weight', '/totalGrossMassKg', decimal),
  objects('Valuation/Gs_Invoice', '/exchangeRates', [value('Currency_rate', '/rate', decimal)]),
];

export const SAD_RULES: readonly Rule[] = [...header, ...transport, ...valuation, objects('Item', '/lines', itemRules)];

export const ASYCUDA_SAD: XmlDialect = {
  recognises: ({ name, children }) =>
    name === 'ASYCUDA' && children.some((child) => child.name === 'Identification' || child.name === 'Property'),
  read(root) {
    const initial = { schema: GOODS_DECLARATION_SCHEMA_NAME, simulated: false, ...directionOf(root), ...EMPTY_LISTS };
    return {
      items: [mapMessage(ASYCUDA, { element: root, scope: root, others: [] }, { initial, rules: SAD_RULES })],
      findings: [],
    };
  },
};

/** @throws {FormatError} XML_PROCEDURE if it says neither import nor export nor transit */
function directionOf(root: XmlElement): { documentType: number; procedure: string } {
  const said = `${peek(root, 'Identification/Type/Type_of_declaration').slice(0, 2)} ${peek(root, 'Property/Sad_flow')}`;
  if (/^EX|^\w* E$/.test(said)) return { documentType: 830, procedure: 'EXPORT' };
  if (/^IM|^\w* I$/.test(said)) return { documentType: 929, procedure: 'IMPORT' };
  if (/^T|^\w* T$/.test(said)) return { documentType: 950, procedure: 'TRANSIT' };
  throw new FormatError('XML_PROCEDURE', { type: said.trim(), line: root.line });
}
