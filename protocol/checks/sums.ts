/** Checks of arithmetic, in decimals. */
import { minorUnitDigits } from '../codes/currencies.ts';
import { absolute, add, compare, formatDecimal, multiply, parseDecimal, subtract, sum } from './decimal.ts';
import { type Finding, finding } from './finding.ts';

/** Digits assumed for a currency that ISO 4217 does not have. */
const DEFAULT_MINOR_UNITS = 2;

interface PricedLine {
  readonly quantity: { readonly value: string };
  readonly unitPrice: string;
  readonly lineValue: string;
}

/** Unit prices are rounded to the minor unit, so a line may differ by half of it for each unit of quantity. */
export function* checkLineValue(line: PricedLine, currency: string, pointer: string): Generator<Finding> {
  const quantity = parseDecimal(line.quantity.value);
  const product = multiply(quantity, parseDecimal(line.unitPrice));
  const difference = absolute(subtract(product, parseDecimal(line.lineValue)));
  // half a minor unit is 5 in the decimal place after it
  const halfMinorUnit = { units: 5n, scale: (minorUnitDigits(currency) ?? DEFAULT_MINOR_UNITS) + 1 };
  if (compare(difference, multiply(quantity, halfMinorUnit)) > 0) {
    const message = `${line.quantity.value} x ${line.unitPrice} = ${formatDecimal(product)}, stated ${line.lineValue}`;
    yield finding('LINE_VALUE', `${pointer}/lineValue`, message);
  }
}

interface Adjustment {
  readonly kind: 'CHARGE' | 'ALLOWANCE';
  readonly amount: string;
}

/** @param lineValues decimals; @param total decimal */
export function* checkInvoiceTotal(
  lineValues: readonly string[],
  adjustments: readonly Adjustment[],
  total: string,
): Generator<Finding> {
  const signed = adjustments.map(({ kind, amount }) => parseDecimal(kind === 'CHARGE' ? amount : `-${amount}`));
  const computed = add(sum(lineValues.map(parseDecimal)), sum(signed));
  if (compare(computed, parseDecimal(total)) !== 0) {
    yield finding('INVOICE_TOTAL', '/total', `adds up to ${formatDecimal(computed)}, stated ${total}`);
  }
}

export function* checkMassTotal(masses: readonly string[], total: string, pointer: string): Generator<Finding> {
  const computed = sum(masses.map(parseDecimal));
  if (compare(computed, parseDecimal(total)) !== 0) {
    yield finding('MASS_TOTAL', pointer, `adds up to ${formatDecimal(computed)} kg, stated ${total} kg`);
  }
}

export function* checkPackagesTotal(counts: readonly number[], total: number): Generator<Finding> {
  const computed = counts.reduce((all, count) => all + count, 0);
  if (computed !== total) yield finding('PACKAGES_TOTAL', '/totalPackages', `adds up to ${computed}, stated ${total}`);
}

export function* checkNetMass(netMassKg: string, grossMassKg: string, pointer: string): Generator<Finding> {
  const net = parseDecimal(netMassKg);
  if (net.units === 0n || compare(net, parseDecimal(grossMassKg)) > 0) {
    yield finding('NET_MASS', `${pointer}/netMassKg`, `net ${netMassKg} kg, gross ${grossMassKg} kg`);
  }
}
