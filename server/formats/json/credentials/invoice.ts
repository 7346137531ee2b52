/** Invoices of TradeTrust (OpenAttestation) and of the W3C traceability vocabulary. */
import { INVOICE_SCHEMA_NAME, type Invoice, type InvoiceLine } from '../../../../protocol/documents/invoice.ts';
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import { compact, compactOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeMass, takeOrganization } from './parts.ts';

export const isInvoice = (content: JsonCursor): boolean =>
  content.get('billableItems').present || (content.get('invoiceNumber').present && content.get('itemsShipped').present);

export function mapInvoice(content: JsonCursor): { document: Invoice; reference: string | undefined } {
  const document = content.get('billableItems').present ? tradeTrustInvoice(content) : traceableInvoice(content);
  return { document, reference: document.number };
}

function tradeTrustInvoice(content: JsonCursor): Invoice {
  const tax = content.get('taxTotal').decimal('/adjustments/0/amount');
  return compact({
    schema: INVOICE_SCHEMA_NAME,
    documentType: 380,
    simulated: false,
    number: content.either('id', 'invoiceId').text('/number'),
    issuedOn: content.get('date').date('/issuedOn'),
    seller: takeSide(content.get('billFrom'), 'billFrom', '/seller'),
    buyer: takeBuyer(content),
    paymentTerms: content.get('terms').text('/paymentTerms'),
    lines: content.get('billableItems').items().map(takeLine),
    adjustments: tax === undefined ? undefined : [{ kind: 'CHARGE', description: 'tax', amount: tax }],
    total: content.get('total').decimal('/total'),
  });
}

/** Names, street, city and so on; some templates repeat the name of the side in each member. */
function takeSide(side: JsonCursor, prefix: string, to: string): TradeParty | undefined {
  const member = (key: string) => {
    const long = `${prefix}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
    return side.either(key, long);
  };
  const street = member('streetAddress').text(`${to}/address/lines/0`);
  const address = {
    lines: street === undefined ? [] : [street],
    ...compact({
      city: member('city').text(`${to}/address/city`),
      postcode: member('postalCode').text(`${to}/address/postcode`),
    }),
  };
  return compactOrNone({
    name: member('name').longText(`${to}/name`),
    address: address.lines.length > 0 || Object.keys(address).length > 1 ? address : undefined,
    contact: compactOrNone({ telephone: member('phoneNumber').text(`${to}/contact/telephone`) }),
  });
}

function takeBuyer(content: JsonCursor): TradeParty | undefined {
  const person = content.get('billTo');
  const company = person.get('company').present ? person.get('company') : content.get('billToCompany');
  const buyer = takeSide(company, 'billToCompany', '/buyer');
  const customer = content.get('customerId').text('/buyer/identifiers/0/value');
  const contact = compactOrNone({
    ...buyer?.contact,
    ...compact({
      name: person.either('name', 'billToName').text('/buyer/contact/name'),
      email: person.either('email', 'billToEmail').text('/buyer/contact/email'),
    }),
  });
  const identifiers = customer === undefined ? undefined : [{ scheme: 'CUSTOMER', value: customer }];
  return compactOrNone({ ...buyer, identifiers, contact });
}

function takeLine(item: JsonCursor, index: number): InvoiceLine {
  const to = `/lines/${index}`;
  const quantity = item.either('quantity', 'billableItemsQuantity').decimal(`${to}/quantity/value`);
  return compact({
    description: item.either('description', 'billableItemsDescription').longText(`${to}/description`),
    quantity: quantity === undefined ? undefined : { value: quantity },
    unitPrice: item.either('unitPrice', 'billableItemsUnitPrice').decimal(`${to}/unitPrice`),
    lineValue: item.either('amount', 'billableItemsAmount').decimal(`${to}/lineValue`),
  });
}

function traceableInvoice(content: JsonCursor): Invoice {
  const due = content.get('totalPaymentDue');
  const [consignee] = content.get('consignee').items();
  const currency = due.get('priceCurrency').matching('/currency', /^[A-Z]{3}$/);
  return compact({
    schema: INVOICE_SCHEMA_NAME,
    documentType: 380,
    simulated: false,
    number: content.get('invoiceNumber').text('/number'),
    purchaseOrderNumber: content.get('purchaseOrderNumbers').items()[0]?.text('/purchaseOrderNumber'),
    seller: takeOrganization(content.get('seller'), '/seller'),
    buyer: takeOrganization(content.get('buyer'), '/buyer'),
    consignee: consignee && takeOrganization(consignee, '/consignee'),
    currency,
    lines: content
      .get('itemsShipped')
      .items()
      .map((item, index) => takeShipped(item, currency, `/lines/${index}`)),
    total: currency === undefined ? undefined : due.get('price').decimal('/total'),
    totalGrossMassKg: takeMass(content.get('totalWeight'), '/totalGrossMassKg'),
  });
}

/** The value of a line in another currency than the total's stays unmapped. */
function takeShipped(item: JsonCursor, currency: string | undefined, to: string): InvoiceLine {
  const quantity = item.get('itemCount').decimal(`${to}/quantity/value`);
  const price = item.get('lineItemTotalPrice');
  const same = currency !== undefined && price.get('priceCurrency').implies(currency);
  const origin = item.get('product', 'originCountry');
  return compact({
    description:
      item.either('description', 'product').node?.type === 'string'
        ? item.get('description').longText(`${to}/description`)
        : item.get('product', 'description').longText(`${to}/description`),
    hsCode: item
      .get('product', 'commodity', 'commodityCode')
      .peek()
      .match(/^\d{6}$/)
      ? item.get('product', 'commodity', 'commodityCode').text(`${to}/hsCode`)
      : undefined,
    countryOfOrigin: origin.present ? origin.matching(`${to}/countryOfOrigin`, /^[A-Z]{2}$/) : undefined,
    quantity: quantity === undefined ? undefined : { value: quantity },
    lineValue: same ? price.get('price').decimal(`${to}/lineValue`) : undefined,
    grossMassKg: takeMass(item.get('grossWeight'), `${to}/grossMassKg`),
  });
}
