/** Goods of a DCSA transport document: each cargo item, which is what of a consignment item stands in one container. */
import type { TransportItem } from '../../../../protocol/documents/transport-document.ts';
import { compact, compactOrNone, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeDangerousGoods } from './dangerous-goods.ts';
import { takeMass, takeMassObject, takeVolume } from './measures.ts';

export function takeItems(consignmentItems: JsonCursor): TransportItem[] {
  const items: TransportItem[] = [];
  for (const consignment of consignmentItems.items()) {
    const cargo = consignment.get('cargoItems').items();
    for (const each of cargo.length === 0 ? [consignment] : cargo) {
      items.push(takeItem(consignment, each, `/items/${items.length}`));
    }
    const [only, ...others] = cargo;
    if (only !== undefined && others.length === 0) implyRepeated(consignment, only);
  }
  return items;
}

function takeItem(consignment: JsonCursor, cargo: JsonCursor, to: string): TransportItem {
  const gross = cargo.get('cargoGrossWeight').present
    ? takeMassObject(cargo.get('cargoGrossWeight'), `${to}/grossMassKg`, `${to}/statedGrossMass`)
    : takeMass(cargo.get('weight'), cargo.get('weightUnit'), `${to}/grossMassKg`, `${to}/statedGrossMass`);
  return compact({
    packages: takePackages(cargo, `${to}/packages`),
    marks: takeMarks([consignment, cargo, ...cargo.get('cargoLineItems').items()], `${to}/marks`),
    description: takeDescription(consignment, `${to}/description`),
    ...takeCommodity(consignment, to),
    grossMassKg: gross.kg,
    statedGrossMass: gross.stated,
    netMassKg: takeMassObject(cargo.get('cargoNetWeight'), `${to}/netMassKg`).kg,
    volumeM3: cargo.get('cargoGrossVolume').present
      ? takeVolume(cargo.get('cargoGrossVolume', 'value'), cargo.get('cargoGrossVolume', 'unit'), `${to}/volumeM3`)
      : takeVolume(cargo.get('volume'), cargo.get('volumeUnit'), `${to}/volumeM3`),
    dangerousGoods: takeDangerousGoods(cargo.get('outerPackaging', 'dangerousGoods'), `${to}/dangerousGoods`),
    containerNumbers: listOrNone([cargo.get('equipmentReference').text(`${to}/containerNumbers/0`)]),
  });
}

/** A consignment item with one cargo item often says the same twice. */
function implyRepeated(consignment: JsonCursor, cargo: JsonCursor): void {
  for (const key of ['weight', 'weightUnit', 'volume', 'volumeUnit']) {
    if (cargo.get(key).present) consignment.get(key).implies(cargo.get(key).peek());
  }
}

export function takePackages(cargo: JsonCursor, to: string): TransportItem['packages'] {
  const packaging = cargo.get('outerPackaging').present ? cargo.get('outerPackaging') : cargo;
  const count = packaging.get('numberOfPackages').count(`${to}/count`);
  if (count === undefined) return undefined;
  const described = packaging === cargo ? undefined : packaging.get('description').text(`${to}/description`);
  return compact({ count, typeCode: packaging.get('packageCode').text(`${to}/typeCode`), description: described });
}

function takeMarks(holders: readonly JsonCursor[], to: string): string[] | undefined {
  const marks: string[] = [];
  for (const mark of holders.flatMap((holder) => holder.get('shippingMarks').items())) {
    const text = mark.longText(`${to}/${marks.length}`);
    if (text !== undefined) marks.push(text);
  }
  return listOrNone(marks);
}

/** Lines of text as one; lines that would make it too long stay unmapped. */
export function takeDescription(consignment: JsonCursor, to: string): string | undefined {
  let text = '';
  for (const line of consignment.get('descriptionOfGoods').items()) {
    if (text.length + line.peek().length >= 8_000) break;
    const taken = line.longText(to);
    if (taken !== undefined) text = text === '' ? taken : `${text}\n${taken}`;
  }
  return text === '' ? undefined : text;
}

/** The first six digits of the first HS code are the international part; every code is kept whole besides. */
export function takeCommodity(goods: JsonCursor, to: string): Pick<TransportItem, 'hsCode' | 'commodityCodes'> {
  const [first, ...others] = goods.either('HSCodes', 'HSCode').items();
  const codes: { scheme: string; value: string }[] = [];
  const add = (code: JsonCursor, scheme: string | undefined) => {
    const value = code.text(`${to}/commodityCodes/${codes.length}/value`);
    if (value !== undefined) codes.push({ scheme: scheme ?? 'UNSPECIFIED', value });
    return value;
  };
  let hsCode: string | undefined;
  if (first !== undefined) {
    hsCode = /^\d{6}$/.test(first.peek()) ? first.text(`${to}/hsCode`) : add(first, 'HS')?.match(/^\d{6}/)?.[0];
  }
  for (const code of others) add(code, 'HS');
  for (const national of goods.get('nationalCommodityCodes').items()) {
    const at = `${to}/commodityCodes/${codes.length}/scheme`;
    const parts = [national.get('type').text(at, 100), national.get('countryCode').text(at, 100)];
    const scheme = parts.filter((part) => part !== undefined).join(':') || undefined;
    for (const code of national.either('values', 'references').items()) add(code, scheme);
  }
  return compactOrNone({ hsCode, commodityCodes: listOrNone(codes) }) ?? {};
}
