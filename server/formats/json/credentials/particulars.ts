/** Goods of a bill of lading or packing list in a credential. */
import type { TransportItem } from '../../../../protocol/documents/transport-document.ts';
import { compact } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeMass, takeVolume } from './parts.ts';

/** A number and what it counts, such as `100 Bags` or `2.65 MT`. */
const MEASURE = /^\s*(\d+(?:\.\d+)?)\s+(\S.{0,99}?)\s*$/;

/** A package of TradeTrust, whose measures are free text: taken where they are a number and a word. */
export function takeTradeTrustPackage(goods: JsonCursor, to: string): TransportItem {
  const [count, kind] = measured(goods.get('packagesMeasurement'), /^\d{1,8}$/, `${to}/packages`);
  const [mass, unit] = measured(
    goods.get('packagesWeight'),
    /^(?:0|[1-9]\d{0,17})(?:\.\d{1,9})?$/,
    `${to}/statedGrossMass`,
  );
  return compact({
    packages: count === undefined || kind === undefined ? undefined : { count: Number(count), description: kind },
    description: goods.get('packagesDescription').longText(`${to}/description`),
    statedGrossMass: mass === undefined || unit === undefined ? undefined : { value: mass, unitCode: unit },
  });
}

function measured(cursor: JsonCursor, form: RegExp, to: string): [string?, string?] {
  const [, number, word] = MEASURE.exec(cursor.peek()) ?? [];
  const fits = number !== undefined && form.test(number);
  if (!fits) {
    if (cursor.peek().trim() !== '') cursor.report('VALUE_UNREADABLE', to);
    return [];
  }
  cursor.text(to);
  return [number, word];
}

/** A consignment item of the traceability vocabulary. */
export function takeParticular(goods: JsonCursor, to: string): TransportItem {
  const count = goods.get('packageQuantity').count(`${to}/packages/count`);
  const mark = goods.get('marksAndNumbers').longText(`${to}/marks/0`);
  return compact({
    packages: count === undefined ? undefined : { count },
    marks: mark === undefined ? undefined : [mark],
    description: goods.either('description', 'descriptionOfGoods').longText(`${to}/description`),
    ...takeCommodity(goods.get('commodity'), to),
    grossMassKg: takeMass(goods.get('grossWeight'), `${to}/grossMassKg`),
    netMassKg: takeMass(goods.get('netWeight'), `${to}/netMassKg`),
    volumeM3: takeVolume(goods.get('grossVolume'), `${to}/volumeM3`),
  });
}

/** Six digits of an HS code, with or without point, are the international part; other codes are kept under their list. */
function takeCommodity(commodity: JsonCursor, to: string): Pick<TransportItem, 'hsCode' | 'commodityCodes'> {
  const [code, list] = [commodity.get('commodityCode'), commodity.get('commodityCodeType')];
  const digits = code.peek().replace(/[ .]/g, '');
  if (/^(?:HS|HTS)$/i.test(list.peek()) && /^\d{6}$/.test(digits)) {
    code.text(`${to}/hsCode`);
    list.implies(list.peek());
    return { hsCode: digits };
  }
  const value = code.text(`${to}/commodityCodes/0/value`);
  if (value === undefined) return {};
  const scheme = list.text(`${to}/commodityCodes/0/scheme`) ?? 'UNSPECIFIED';
  return { commodityCodes: [{ scheme, value }] };
}
