/** Statements that documents of several schemas make alike: cargo, containers, goods, parties. */
import type { TradeParty } from '../documents/trade-party.ts';
import type { Container } from '../documents/transport.ts';
import { amountOf, type FactName, partyOf, type Statement, setOf, spellContainer } from './facts.ts';

export interface CargoTotals {
  readonly containers: readonly Container[];
  readonly totalPackages?: number | undefined;
  readonly totalGrossMassKg?: string | undefined;
}

interface CargoItem {
  readonly packages?: { readonly count?: number | undefined } | undefined;
  readonly grossMassKg?: string | undefined;
}

export function ofCargo(totals: CargoTotals, items: readonly CargoItem[], at: string): Statement[] {
  const { containers, totalPackages, totalGrossMassKg } = totals;
  const counts = items.map(({ packages }) => packages?.count);
  const masses = items.map(({ grossMassKg }) => grossMassKg);
  return [
    ...ofContainers(containers, '/containers'),
    ...(totalPackages === undefined
      ? amountOf('PACKAGES', at, counts, '')
      : amountOf('PACKAGES', '/totalPackages', [totalPackages], '')),
    ...ofTotal('GROSS_MASS', '/totalGrossMassKg', totalGrossMassKg, at, masses),
  ];
}

/** The stated total in kilograms, or what the items add up to where each of them states its part. */
export function ofTotal(
  fact: FactName,
  pointer: string,
  total: string | undefined,
  itemsPointer: string,
  parts: readonly (string | undefined)[],
): Statement[] {
  return total === undefined ? amountOf(fact, itemsPointer, parts, 'kg') : amountOf(fact, pointer, [total], 'kg');
}

export function ofContainers(containers: readonly Container[], pointer: string): Statement[] {
  const numbers = containers.map(({ number }) => number);
  return [
    ...setOf('CONTAINERS', pointer, numbers, { spell: spellContainer }),
    ...containers.flatMap((container, index) => aboutContainer(container, `${pointer}/${index}`)),
  ];
}

export function aboutContainer({ number, seals = [], verifiedGrossMassKg }: Container, pointer: string): Statement[] {
  const subject = spellContainer(number);
  const sealNumbers = seals.map((seal) => seal.number);
  return [
    ...setOf('SEALS', `${pointer}/seals`, sealNumbers, { subject }),
    ...amountOf('VERIFIED_GROSS_MASS', `${pointer}/verifiedGrossMassKg`, [verifiedGrossMassKg], 'kg', subject),
  ];
}

interface Goods {
  readonly hsCode?: string | undefined;
  readonly countryOfOrigin?: string | undefined;
}

/** Codes and origins are compared where every line has one. */
export function ofGoods(lines: readonly Goods[], pointer: string): Statement[] {
  const ofEvery = (fact: FactName, values: readonly (string | undefined)[]) =>
    values.every((value) => value !== undefined) ? setOf(fact, pointer, values) : [];
  return [
    ...ofEvery(
      'HS_CODES',
      lines.map(({ hsCode }) => hsCode),
    ),
    ...ofEvery(
      'ORIGIN',
      lines.map(({ countryOfOrigin }) => countryOfOrigin),
    ),
  ];
}

/** The rule is compared; named places are written in too many ways. */
export const ofDeliveryTerms = (
  terms: { readonly incoterm?: string | undefined } | undefined,
  pointer: string,
): Statement[] => setOf('DELIVERY_TERMS', `${pointer}/incoterm`, [terms?.incoterm]);

export function ofParties(
  exporter: TradeParty | undefined,
  exporterPointer: string,
  importer: TradeParty | undefined,
  importerPointer: string,
): Statement[] {
  return [...partyOf('EXPORTER', exporterPointer, exporter), ...partyOf('IMPORTER', importerPointer, importer)];
}
