/** Packing lists of the W3C traceability vocabulary. */
import { PACKING_LIST_SCHEMA_NAME, type PackingList } from '../../../../protocol/documents/packing-list.ts';
import { compact, compactOrNone, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeMass, takeOrganization, takeVolume } from './parts.ts';

export const isPackingList = (content: JsonCursor): boolean =>
  content
    .get('type')
    .items()
    .some((type) => type.peek() === 'PackingList');

export function mapPackingList(content: JsonCursor): { document: PackingList; reference: string | undefined } {
  const order = content.get('orderNumber').text('/purchaseOrderNumber');
  const document: PackingList = compact({
    schema: PACKING_LIST_SCHEMA_NAME,
    documentType: 271,
    simulated: false,
    number: content.either('packingListNumber', 'id').text('/number'),
    purchaseOrderNumber: order,
    invoiceNumber: content.get('invoiceNumber').text('/invoiceNumber'),
    consignor: takeOrganization(content.either('shipFromParty', 'consignor'), '/consignor'),
    consignee: takeOrganization(content.either('shipToParty', 'consignee'), '/consignee'),
    otherParties: takeTraders(content),
    containers: [],
    items: takeItems(content.get('items')),
    totalPackages: content.get('totalNumberOfPackages').count('/totalPackages'),
    totalGrossMassKg: takeMass(content.get('totalGrossWeight'), '/totalGrossMassKg'),
    totalVolumeM3: takeVolume(content.get('totalGrossVolume'), '/totalVolumeM3'),
    remarks: listOrNone(
      content
        .get('handlingInstructions')
        .items()
        .map((each, index) => each.get('description').longText(`/remarks/${index}`)),
    ),
  });
  return { document, reference: document.number ?? order };
}

/** UNTDID 3035: seller and buyer. */
function takeTraders(content: JsonCursor): PackingList['otherParties'] {
  const others: NonNullable<PackingList['otherParties']> = [];
  for (const [key, role] of [
    ['seller', 'SE'],
    ['buyer', 'BY'],
  ] as const) {
    const party = takeOrganization(content.get(key), `/otherParties/${others.length}/party`);
    if (party !== undefined) others.push({ role, party });
  }
  return listOrNone(others);
}

/** One item per kind of package. */
function takeItems(list: JsonCursor): PackingList['items'] {
  const items: PackingList['items'] = [];
  for (const item of list.items()) {
    const packages = item.get('transportPackages').items();
    for (const [at, each] of packages.entries()) {
      items.push(takeItem(item, each, at === 0, `/items/${items.length}`));
    }
  }
  return items;
}

/** @param first the count of the packages is that of the item, told once */
function takeItem(item: JsonCursor, packages: JsonCursor, first: boolean, to: string): PackingList['items'][number] {
  const count = first ? item.get('packageQuantity').count(`${to}/packages/count`) : undefined;
  const mark = packages.get('physicalShippingMarks').longText(`${to}/marks/0`);
  const [goods] = packages.get('includedTradeLineItems').items();
  return compact({
    description: goods?.get('description').longText(`${to}/description`),
    packages: compactOrNone({ count }) as { count: number } | undefined,
    marks: mark === undefined ? undefined : [mark],
    netMassKg: takeMass(packages.get('netWeight'), `${to}/netMassKg`),
    grossMassKg: takeMass(packages.get('grossWeight'), `${to}/grossMassKg`),
    volumeM3: takeVolume(packages.get('grossVolume'), `${to}/volumeM3`),
  });
}
