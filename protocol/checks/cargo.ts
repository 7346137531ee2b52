/** Checks of goods in packages and containers, as packing lists and transport documents list them. */
import type { Container } from '../documents/transport.ts';
import { checkContainer, checkHsCode, checkPackage } from './codes.ts';
import { type Finding, finding } from './finding.ts';
import { checkMassTotal, checkNetMass, checkPackagesTotal } from './sums.ts';

interface PackedItem {
  readonly hsCode?: string | undefined;
  readonly packages?: { readonly count: number; readonly typeCode?: string | undefined } | undefined;
  readonly grossMassKg?: string | undefined;
  readonly netMassKg?: string | undefined;
  readonly statedGrossMass?: { readonly value: string; readonly unitCode: string } | undefined;
  readonly containerNumbers?: readonly string[] | undefined;
}

interface Cargo {
  readonly items: readonly PackedItem[];
  readonly containers: readonly Container[];
}

/** Codes and masses of items, and that each names containers of the document. */
export function* checkCargo({ items, containers }: Cargo): Generator<Finding> {
  for (const [index, container] of containers.entries()) yield* checkContainer(container, `/containers/${index}`);
  const listed = new Set(containers.map(({ number }) => number));
  for (const [index, item] of items.entries()) {
    const pointer = `/items/${index}`;
    yield* checkHsCode(item.hsCode, `${pointer}/hsCode`);
    yield* checkPackage(item.packages?.typeCode, `${pointer}/packages/typeCode`);
    yield* checkMasses(item, pointer);
    for (const [at, number] of (item.containerNumbers ?? []).entries()) {
      if (!listed.has(number)) yield finding('CONTAINER_NOT_LISTED', `${pointer}/containerNumbers/${at}`, number);
    }
  }
}

function* checkMasses({ grossMassKg, netMassKg, statedGrossMass }: PackedItem, pointer: string): Generator<Finding> {
  if (statedGrossMass !== undefined) {
    const { value, unitCode } = statedGrossMass;
    yield finding('GROSS_MASS_UNIT', `${pointer}/statedGrossMass`, `${value} ${unitCode}`);
  }
  if (netMassKg !== undefined && grossMassKg !== undefined) yield* checkNetMass(netMassKg, grossMassKg, pointer);
}

/** Totals are compared where they are stated and every item states its part. */
export function* checkCargoTotals(
  { items }: Cargo,
  totals: {
    readonly totalPackages?: number | undefined;
    readonly totalGrossMassKg?: string | undefined;
    readonly totalNetMassKg?: string | undefined;
  },
): Generator<Finding> {
  const counts = items.map(({ packages }) => packages?.count);
  if (totals.totalPackages !== undefined && counts.every((count) => count !== undefined)) {
    yield* checkPackagesTotal(counts, totals.totalPackages);
  }
  for (const [total, part] of [
    ['totalGrossMassKg', 'grossMassKg'],
    ['totalNetMassKg', 'netMassKg'],
  ] as const) {
    const stated = totals[total];
    const masses = items.map((item) => item[part]);
    if (stated !== undefined && masses.every((mass) => mass !== undefined)) {
      yield* checkMassTotal(masses, stated, `/${total}`);
    }
  }
}

/** Says which of some fields a document lacks. */
export function* checkPresent<T extends object>(
  document: T,
  fields: Readonly<Partial<Record<keyof T & string, string>>>,
  pointer = '',
): Generator<Finding> {
  for (const [field, what] of Object.entries(fields) as [keyof T & string, string][]) {
    const value: unknown = document[field];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) {
      yield finding('MISSING_FIELD', `${pointer}/${field}`, what);
    }
  }
}
