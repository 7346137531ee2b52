/** What follows from several documents together: preference needs its certificate, a packed container weighs its parts. */
import { add, compare, type Decimal } from '../checks/decimal.ts';
import { RULES } from '../checks/rules.ts';
import type { CertificateOfOrigin } from '../documents/certificate-of-origin.ts';
import type { GoodsDeclaration } from '../documents/goods-declaration.ts';
import type { CorridorDocument } from '../documents/registry.ts';
import type { ComparedValue, ComparisonRow, Verdict } from './comparison-row.ts';
import { amountOf, plainDecimal, type Statement, spellContainer, spellNumber } from './facts.ts';
import type { Group } from './groups.ts';

/** @param statements by document @param groups in order of authority */
export function crossChecks(
  documents: readonly CorridorDocument[],
  statements: readonly (readonly Statement[])[],
  groups: readonly Group[],
): ComparisonRow[] {
  const preferences = documents.flatMap((document, index) =>
    document.schema === 'corridor/goods-declaration/1' ? preferenceRows(document, index, documents) : [],
  );
  return [...preferences, ...massRow(documents, statements, groups.flat())];
}

/** Each line that claims preference, against the certificate that it names. */
function preferenceRows(
  { lines }: GoodsDeclaration,
  index: number,
  documents: readonly CorridorDocument[],
): ComparisonRow[] {
  return lines.flatMap(({ lineNumber, preference, hsCode, countryOfOrigin }, line) => {
    if (preference === undefined) return [];
    const { scheme, certificateNumber } = preference;
    const found = documents.flatMap((document, place) =>
      document.schema === 'corridor/certificate-of-origin/1' &&
      spellNumber(document.number ?? '') === spellNumber(certificateNumber)
        ? [{ document, place }]
        : [],
    );
    const claim = `${scheme} ${certificateNumber}: ${hsCode ?? '-'} ${countryOfOrigin ?? '-'}`;
    const shown = found.map(({ document, place }) => {
      const item = document.items.findIndex(
        (each) => each.hsCode === hsCode && each.countryOfOrigin === countryOfOrigin,
      );
      const pointer = item < 0 ? '/items' : `/items/${item}`;
      const covers = item >= 0 && document.scheme === scheme;
      return { covers, value: { document: place, pointer, value: coverOf(document, item), differs: false } };
    });
    const covered = shown.some(({ covers }) => covers);
    const verdict: Verdict = covered ? 'AGREE' : found.length === 0 ? 'MISSING' : 'DIFFER';
    return [
      row('PREFERENCE', String(lineNumber), verdict, 'ORIGIN_NOT_COVERED', [
        ...shown.map(({ value }) => value),
        { document: index, pointer: `/lines/${line}/preference`, value: claim, differs: !covered },
      ]),
    ];
  });
}

function coverOf({ scheme = '-', number = '-', items }: CertificateOfOrigin, item: number): string {
  const covered = item < 0 ? items : items.slice(item, item + 1);
  const goods = covered.map(({ hsCode = '-', countryOfOrigin = '-' }) => `${hsCode} ${countryOfOrigin}`);
  return `${scheme} ${number}: ${goods.join(', ')}`;
}

/**
 * Verified gross mass of a case's only container, against its tare and the gross mass of the cargo; of several
 * containers the documents do not say what each holds.
 */
function massRow(
  documents: readonly CorridorDocument[],
  statements: readonly (readonly Statement[])[],
  order: readonly number[],
): ComparisonRow[] {
  const stated = order.flatMap((index) => (statements[index] ?? []).map((each) => ({ ...each, index })));
  const containers = new Set(stated.flatMap(({ fact, members = [] }) => (fact === 'CONTAINERS' ? members : [])));
  const [only, another] = [...containers];
  if (only === undefined || another !== undefined) return [];
  const verified = stated.find(({ fact }) => fact === 'VERIFIED_GROSS_MASS');
  const cargo = stated.find(({ fact }) => fact === 'GROSS_MASS');
  const tare = order.flatMap((index) => tareOf(documents[index], index, only)).at(0);
  const [total, goods, empty] = [verified?.amount, cargo?.amount, tare?.amount];
  if (verified === undefined || cargo === undefined || tare === undefined || !total || !goods || !empty) return [];
  const sound = compare(total, add(goods, empty)) >= 0;
  const shown = (pointer: string, amount: Decimal, document: number, differs: boolean): ComparedValue => ({
    ...{ document, pointer, differs },
    value: plainDecimal(amount),
  });
  const values = [
    shown(verified.pointer, total, verified.index, !sound),
    shown(cargo.pointer, goods, cargo.index, false),
    shown(tare.pointer, empty, tare.index, false),
  ];
  return [{ ...row('CONTAINER_MASS', only, sound ? 'AGREE' : 'DIFFER', 'VERIFIED_GROSS_MASS', values), unit: 'kg' }];
}

/** Tare of a container as a document states it. */
function tareOf(document: CorridorDocument | undefined, index: number, wanted: string) {
  if (document === undefined) return [];
  const containers = 'containers' in document ? (document.containers ?? []) : [];
  const single = document.schema === 'corridor/verified-gross-mass/1' ? document.container : undefined;
  const listed = containers.map((container, place) => ({ container, pointer: `/containers/${place}` }));
  const all = single === undefined ? listed : [{ container: single, pointer: '/container' }];
  return all.flatMap(({ container: { number, tareMassKg }, pointer }) =>
    spellContainer(number) === wanted
      ? amountOf('VERIFIED_GROSS_MASS', `${pointer}/tareMassKg`, [tareMassKg], 'kg').map((each) => ({ ...each, index }))
      : [],
  );
}

const row = (
  fact: 'PREFERENCE' | 'CONTAINER_MASS',
  subject: string,
  verdict: Verdict,
  ruleId: 'ORIGIN_NOT_COVERED' | 'VERIFIED_GROSS_MASS',
  values: readonly ComparedValue[],
): ComparisonRow => ({
  ...{ fact, subject, verdict, ruleId, values },
  ...{ unit: null, tolerance: null, missing: [] },
  doNext: verdict === 'AGREE' ? '' : RULES[ruleId].doNext,
});
