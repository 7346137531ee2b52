/** An item of an ASYCUDA SAD to a line of the goods declaration. */
import type { Rule } from '../mapping.ts';
import { custom, object, objects, row, value, values } from '../rules.ts';
import { count, country, currency, decimal, long, short, signedDecimal } from '../values.ts';
import { lineNumberByPlace } from '../wco/line.ts';

/** The tariff code is written in parts: eight digits, then those of the country. */
const commodityCode: Rule = custom(
  [row('Tarification/HScode/Commodity_code', '/nationalTariffCode', 'its first six digits to /hsCode')],
  (draft) => {
    const code = draft.element.find('Tarification', 'HScode', 'Commodity_code');
    const digits = /^\d{6}(?:\d{2,6})?$/.exec(code?.value ?? '')?.[0];
    if (code === undefined || digits === undefined) return;
    draft.set('/hsCode', digits.slice(0, 6), ...(digits.length === 6 ? [code] : []));
    if (digits.length > 6) draft.set('/nationalTariffCode', digits, code);
  },
);

const classification = (part: string): Rule =>
  objects(`Tarification/HScode/${part}`, '/classifications', [value('', '/code', short)], {
    fixed: { scheme: part },
  });

const duty: readonly Rule[] = [
  value('Duty_tax_code', '/typeCode', short),
  value('Duty_tax_Base', '/base/amount', signedDecimal),
  value('Duty_tax_rate', '/rate', decimal),
  value('Duty_tax_amount', '/payable/amount', signedDecimal),
  value('Duty_tax_MP', '/paymentMethod', short),
];

export const itemRules: readonly Rule[] = [
  lineNumberByPlace,
  commodityCode,
  classification('Commodity_code'),
  ...['Precision_1', 'Precision_2', 'Precision_3', 'Precision_4'].map(classification),
  value('Goods_description/Description_of_goods', '/description', long),
  value('Goods_description/Country_of_origin_code', '/countryOfOrigin', country),
  objects('Goods_description', '/statements', [value('Commercial_Description', '/text', long)], {
    fixed: { typeCode: 'COMMERCIAL_DESCRIPTION' },
  }),
  value('Packages/Number_of_packages', '/packages/count', count),
  value('Packages/Kind_of_packages_code', '/packages/typeCode', short),
  values('Packages/Marks1_of_packages', '/marks', long),
  values('Packages/Marks2_of_packages', '/marks', long),
  value('Valuation_item/Weight_itm/Gross_weight_itm', '/grossMassKg', decimal),
  value('Valuation_item/Weight_itm/Net_weight_itm', '/netMassKg', decimal),
  value('Valuation_item/Item_Invoice/Amount_foreign_currency', '/lineValue', decimal),
  value('Tarification/Item_price', '/lineValue', decimal),
  value('Valuation_item/Item_Invoice/Currency_code', '/currency', currency),
  value('Valuation_item/Statistical_value', '/statisticalValue/amount', signedDecimal),
  value('Valuation_item/Total_CIF_itm', '/customsValue/amount', signedDecimal),
  value('Tarification/Valuation_method_code', '/valuation/methodCode', short),
  object(
    'Tarification/Supplementary_unit',
    '/supplementaryQuantity',
    [value('Supplementary_unit_quantity', '/value', decimal), value('Supplementary_unit_code', '/unitCode', short)],
    { requires: ['value'] },
  ),
  objects('Tarification', '/procedures', [value('Extended_customs_procedure', '/requested', short)]),
  objects('Tarification', '/procedures', [value('National_customs_procedure', '/requested', short)]),
  objects('Tarification', '/duties', [value('Preference_code', '/regimeCode', short)]),
  objects('Taxation/Taxation_line', '/duties', duty),
  objects('Previous_doc', '/previousDocuments', [value('Summary_declaration', '/number', short)], {
    fixed: { typeCode: 'SUMMARY_DECLARATION' },
  }),
  objects('Previous_doc', '/previousDocuments', [value('Previous_document_reference', '/number', short)]),
  objects('', '/producedDocuments', [value('Licence_number', '/number', short)], { fixed: { typeCode: 'LICENCE' } }),
  objects('Attached_documents', '/producedDocuments', [
    value('Attached_document_code', '/typeCode', short),
    value('Attached_document_name', '/name', long),
    value('Attached_document_reference', '/number', short),
  ]),
];
