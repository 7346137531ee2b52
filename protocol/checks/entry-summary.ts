import type { EntrySummary, EntrySummaryItem } from '../documents/entry-summary.ts';
import { checkConveyance, checkCountry, checkHsCode, checkPackage, checkParty } from './codes.ts';
import { type Finding, finding } from './finding.ts';
import { checkMassTotal } from './sums.ts';

const PARTIES = ['declarant', 'representative', 'carrier', 'consignor', 'consignee', 'notifyParty'] as const;

const EXPECTED: readonly (readonly [keyof EntrySummary, string])[] = [
  ['declarant', 'person who lodges'],
  ['officeOfEntry', 'office of first entry'],
  ['estimatedArrivalLocal', 'time of arrival'],
];

/** Checks of an entry summary: what safety and security data must say, codes, sums. */
export function* checkEntrySummary(summary: EntrySummary): Generator<Finding> {
  for (const [member, what] of EXPECTED) {
    if (summary[member] === undefined) yield finding('MISSING_FIELD', `/${member}`, what);
  }
  for (const party of PARTIES) yield* checkParty(summary[party], `/${party}`);
  yield* checkConveyance(summary.conveyance, '/conveyance');
  for (const [index, code] of (summary.countriesOfRouting ?? []).entries()) {
    yield* checkCountry(code, `/countriesOfRouting/${index}`);
  }
  for (const [index, item] of summary.items.entries()) yield* checkItem(item, summary, `/items/${index}`);
  if (summary.totalItems !== undefined && summary.totalItems !== summary.items.length) {
    yield finding('LINES_TOTAL', '/totalItems', `${summary.items.length} items, stated ${summary.totalItems}`);
  }
  const masses = summary.items.map(({ grossMassKg }) => grossMassKg);
  if (summary.totalGrossMassKg !== undefined && masses.every((mass) => mass !== undefined)) {
    yield* checkMassTotal(masses, summary.totalGrossMassKg, '/totalGrossMassKg');
  }
}

function* checkItem(item: EntrySummaryItem, summary: EntrySummary, pointer: string): Generator<Finding> {
  if (item.description === undefined && item.hsCode === undefined && item.commodityCode === undefined) {
    yield finding('MISSING_FIELD', `${pointer}/description`, 'what the goods are');
  }
  for (const party of ['consignor', 'consignee'] as const) {
    if ((item[party] ?? summary[party]) === undefined) yield finding('MISSING_FIELD', `${pointer}/${party}`, party);
    yield* checkParty(item[party], `${pointer}/${party}`);
  }
  yield* checkParty(item.notifyParty, `${pointer}/notifyParty`);
  yield* checkHsCode(item.hsCode, `${pointer}/hsCode`);
  for (const [index, { typeCode }] of (item.packages ?? []).entries()) {
    yield* checkPackage(typeCode, `${pointer}/packages/${index}/typeCode`);
  }
  for (const [index, conveyance] of (item.conveyances ?? []).entries()) {
    yield* checkConveyance(conveyance, `${pointer}/conveyances/${index}`);
  }
}
