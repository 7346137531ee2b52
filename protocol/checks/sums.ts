/** Checks of arithmetic, in decimals. */
import { minorUnitDigits } from '../codes/currencies.ts';
import {
  absolute,
  add,
  compare,
  type Decimal,
  formatDecimal,
  multiply,
  parseDecimal,
  subtract,
  sum,
} from './decimal.ts';
import { type Finding, finding } from './finding.ts';

/** Digits assumed for a currency that ISO 4217 does not have. */
const DEFAULT_MINOR_UNITS = 2;

interface PricedLine {
  readonly quantity: { readonly value: string };
  readonly unitPrice: string;
  /** How many units the price is for; one if absent. */
  readonly priceBasis?: { readonly value: string } | undefined;
  readonly lineValue: string;
  readonly adjustments?: readonly Adjustment[] | undefined;
}

/**
 * Unit prices are rounded to the minor unit, so a line may differ by half of it for each unit of quantity. The value of
 * a line may be stated before or after its own charges and allowances.
 */
export function* checkLineValue(line: PricedLine, currency: string, pointer: string): Generator<Finding> {
  const quantity = parseDecimal(line.quantity.value);
  const basis = parseDecimal(line.priceBasis?.value ?? '1');
  const adjusted = adjustmentSum(line.adjustments ?? []);
  if (basis.units === 0n || adjusted === undefined) return;
  // everything times the basis, so that nothing need be divided
  const product = multiply(quantity, parseDecimal(line.unitPrice));
  const stated = multiply(parseDecimal(line.lineValue), basis);
  // half a minor unit is 5 in the decimal place after it
  const halfMinorUnit = { units: 5n, scale: (minorUnitDigits(currency) ?? DEFAULT_MINOR_UNITS) + 1 };
  const tolerance = multiply(multiply(absolute(quantity), basis), halfMinorUnit);
  const sums = [product, add(product, multiply(adjusted, basis))];
  if (sums.some((computed) => compare(absolute(subtract(computed, stated)), tolerance) <= 0)) return;
  const per = line.priceBasis === undefined ? ` = ${formatDecimal(product)}` : ` per ${line.priceBasis.value}`;
  const message = `${line.quantity.value} x ${line.unitPrice}${per}, stated ${line.lineValue}`;
  yield finding('LINE_VALUE', `${pointer}/lineValue`, message);
}

interface Adjustment {
  readonly kind: 'CHARGE' | 'ALLOWANCE';
  readonly amount?: string | undefined;
}

/** Charges less allowances; `undefined` if one of them states no amount. */
function adjustmentSum(adjustments: readonly Adjustment[]): Decimal | undefined {
  let total: Decimal = { units: 0n, scale: 0 };
  for (const { kind, amount } of adjustments) {
    if (amount === undefined) return undefined;
    const value = parseDecimal(amount);
    total = kind === 'CHARGE' ? add(total, value) : subtract(total, value);
  }
  return total;
}

interface InvoiceSums {
  /** Decimals. */
  readonly lineValues: readonly string[];
  readonly adjustments: readonly Adjustment[];
  readonly taxes: readonly { readonly amount?: string | undefined }[];
  readonly total: string;
}

/** Taxes may be charged with the total or only be shown beside it; where no amount is stated nothing can be added. */
export function* checkInvoiceTotal({ lineValues, adjustments, taxes, total }: InvoiceSums): Generator<Finding> {
  const adjusted = adjustmentSum(adjustments);
  if (adjusted === undefined) return;
  const untaxed = add(sum(lineValues.map(parseDecimal)), adjusted);
  const amounts = taxes.flatMap(({ amount }) => (amount === undefined ? [] : [parseDecimal(amount)]));
  const taxed = add(untaxed, sum(amounts));
  const stated = parseDecimal(total);
  if (compare(untaxed, stated) === 0 || compare(taxed, stated) === 0) return;
  if (taxes.length > 0 && amounts.length === 0) return;
  yield finding('INVOICE_TOTAL', '/total', `adds up to ${formatDecimal(taxed)}, stated ${total}`);
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
