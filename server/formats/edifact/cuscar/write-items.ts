/** Segments of the goods items of a consignment. */
import type { ManifestItem } from '../../../../protocol/documents/manifest.ts';
import { fitDecimal, fitItemNumber, fitText, LENGTHS, textLines } from '../fitting.ts';
import { segment, type WritableSegment } from '../writer.ts';

/** Levels of packing in GID, texts in FTX, marks in PCI. */
const PACKINGS = 3;
const TEXTS = 5;
const MARKS = 10;

/** Free text as FTX, cut at its own line breaks and where a line is too long. @param subject 4451 */
export function textSegments(subject: string, text: string | undefined): WritableSegment[] {
  const lines = text === undefined ? [] : textLines([text], LENGTHS.text);
  return groupsOf(lines, TEXTS).map((group) => segment('FTX', subject, '', '', group));
}

/** MEA. @param property 6313 @param unit Rec 20 */
export function measureSegments(property: string, value: string | undefined, unit: string): WritableSegment[] {
  const number = fitDecimal(value);
  const unitCode = fitText(unit, LENGTHS.code);
  return number === undefined || unitCode === undefined ? [] : [segment('MEA', 'AAE', property, [unitCode, number])];
}

/** SGP, which says that goods stand in a container. */
export function containerSegments(numbers: readonly string[] = []): WritableSegment[] {
  return numbers.flatMap((number) => {
    const fitting = fitText(number, LENGTHS.container);
    return fitting === undefined ? [] : [segment('SGP', fitting)];
  });
}

export function itemSegments(item: ManifestItem): WritableSegment[] {
  const { statedGrossMass, hsCode } = item;
  return [
    segment('GID', fitItemNumber(item.itemNumber), ...packings(item)),
    ...textSegments('AAA', item.description),
    ...measureSegments('G', item.grossMassKg, 'KGM'),
    ...(statedGrossMass === undefined ? [] : measureSegments('G', statedGrossMass.value, statedGrossMass.unitCode)),
    ...measureSegments('AAL', item.netMassKg, 'KGM'),
    ...measureSegments('AAW', item.volumeM3, 'MTQ'),
    ...containerSegments(item.containerNumbers),
    ...(item.dangerousGoods ?? []).flatMap(dangerousGoodsSegments),
    ...groupsOf(textLines(item.marks ?? [], LENGTHS.mark), MARKS).map((group) => segment('PCI', '28', group)),
    ...(hsCode === undefined ? [] : [segment('CST', '', hsCode)]),
  ];
}

function packings({ packages = [] }: ManifestItem): (string | undefined)[][] {
  return packages
    .slice(0, PACKINGS)
    .map(({ count, typeCode, description }) => [
      String(count),
      fitText(typeCode, LENGTHS.packageType),
      '',
      '',
      fitText(description, LENGTHS.packagesInWords),
    ]);
}

/** The technical name follows the goods that it is of. */
function dangerousGoodsSegments(goods: NonNullable<ManifestItem['dangerousGoods']>[number]): WritableSegment[] {
  const hazardClass = fitText(goods.hazardClass, LENGTHS.hazardClass);
  if (hazardClass === undefined) return [];
  return [
    segment('DGS', 'IMD', hazardClass, goods.unNumber, '', fitText(goods.packingGroup, LENGTHS.code)),
    ...textSegments('AAD', goods.technicalName),
  ];
}

function groupsOf<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, at) => values.slice(at * size, (at + 1) * size));
}
