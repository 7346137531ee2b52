import type { DeclarationLine, GoodsDeclaration } from '../documents/goods-declaration.ts';
import {
  checkContainer,
  checkConveyance,
  checkCountry,
  checkCurrency,
  checkHsCode,
  checkIncoterm,
  checkMinorUnits,
  checkPackage,
  checkParty,
  checkPlace,
  checkUnit,
} from './codes.ts';
import { type Finding, finding } from './finding.ts';
import { checkLineValue, checkMassTotal, checkNetMass, checkPackagesTotal } from './sums.ts';

/** Checks of a goods declaration: what customs expects, codes, arithmetic, containers. */
export function* checkGoodsDeclaration(declaration: GoodsDeclaration): Generator<Finding> {
  yield* checkMissing(declaration);
  for (const party of ['declarant', 'broker', 'exporter', 'importer'] as const) {
    yield* checkParty(declaration[party], `/${party}`);
  }
  for (const [index, { party }] of (declaration.otherParties ?? []).entries()) {
    yield* checkParty(party, `/otherParties/${index}/party`);
  }
  yield* checkTransport(declaration);
  yield* checkMoney(declaration);
  const listed = new Set(declaration.containers.map(({ number }) => number));
  for (const [index, line] of declaration.lines.entries()) {
    yield* checkLine(line, declaration.invoice?.currency, listed, `/lines/${index}`);
  }
  yield* checkTotals(declaration);
}

/** Minimum content, by member and what it is in words. @see domain section 5 */
const EXPECTED: readonly (readonly [keyof GoodsDeclaration, string])[] = [
  ['lrn', "declarant's own reference"],
  ['ucr', 'unique consignment reference'],
  ['declarant', 'declarant'],
  ['exporter', 'exporter'],
  ['importer', 'importer'],
  ['countryOfDispatch', 'country of dispatch'],
  ['countryOfDestination', 'country of destination'],
  ['totalGrossMassKg', 'total gross mass'],
  ['totalPackages', 'total number of packages'],
];

const EXPECTED_OF_LINE: readonly (readonly [keyof DeclarationLine, string])[] = [
  ['hsCode', 'commodity code'],
  ['description', 'description of the goods'],
  ['countryOfOrigin', 'country of origin'],
  ['grossMassKg', 'gross mass'],
  ['netMassKg', 'net mass'],
  ['lineValue', 'value of the line'],
];

const missing = (pointer: string, what: string) => finding('MISSING_FIELD', pointer, what);

function* checkMissing(declaration: GoodsDeclaration): Generator<Finding> {
  for (const [member, what] of EXPECTED) {
    if (declaration[member] === undefined) yield missing(`/${member}`, what);
  }
  if (declaration.officeId === undefined && declaration.officeCode === undefined) {
    yield missing('/officeCode', 'competent customs office');
  }
  if (declaration.invoice?.number === undefined) yield missing('/invoice/number', 'invoice');
  if (declaration.lines.length === 0) yield missing('/lines', 'goods');
  for (const [index, line] of declaration.lines.entries()) {
    for (const [member, what] of EXPECTED_OF_LINE) {
      if (line[member] === undefined) yield missing(`/lines/${index}/${member}`, what);
    }
  }
}

function* checkTransport(declaration: GoodsDeclaration): Generator<Finding> {
  for (const member of ['conveyance', 'conveyanceAtDeparture', 'conveyanceAtArrival'] as const) {
    yield* checkConveyance(declaration[member] ?? {}, `/${member}`);
  }
  yield* checkPlace(declaration.placeOfLoading, '/placeOfLoading');
  yield* checkPlace(declaration.placeOfDischarge, '/placeOfDischarge');
  yield* checkCountry(declaration.countryOfDispatch, '/countryOfDispatch');
  yield* checkCountry(declaration.countryOfDestination, '/countryOfDestination');
  for (const [index, code] of (declaration.countriesOfRouting ?? []).entries()) {
    yield* checkCountry(code, `/countriesOfRouting/${index}`);
  }
  for (const [index, container] of declaration.containers.entries()) {
    yield* checkContainer(container, `/containers/${index}`);
  }
}

function* checkMoney({ invoice = {}, freight, insurance }: GoodsDeclaration): Generator<Finding> {
  const { currency, total, deliveryTerms } = invoice;
  if (currency !== undefined) yield* checkCurrency(currency, '/invoice/currency');
  if (currency !== undefined && total !== undefined) yield* checkMinorUnits(total, currency, '/invoice/total');
  if (deliveryTerms?.incoterm !== undefined) {
    yield* checkIncoterm(deliveryTerms.incoterm, '/invoice/deliveryTerms/incoterm');
  }
  for (const [pointer, money] of [['/freight', freight] as const, ['/insurance', insurance] as const]) {
    if (money === undefined) continue;
    yield* checkCurrency(money.currency, `${pointer}/currency`);
    yield* checkMinorUnits(money.amount, money.currency, `${pointer}/amount`);
  }
}

/** Sums are known where every line states its part. */
function* checkTotals({ lines, totalGrossMassKg, totalPackages, totalLines }: GoodsDeclaration): Generator<Finding> {
  const masses = lines.map(({ grossMassKg }) => grossMassKg);
  if (totalGrossMassKg !== undefined && masses.every((mass) => mass !== undefined)) {
    yield* checkMassTotal(masses, totalGrossMassKg, '/totalGrossMassKg');
  }
  const counts = lines.map(packagesOf);
  if (totalPackages !== undefined && counts.every((count) => count !== undefined)) {
    yield* checkPackagesTotal(counts, totalPackages);
  }
  if (totalLines !== undefined && totalLines !== lines.length) {
    yield finding('LINES_TOTAL', '/totalLines', `${lines.length} lines, stated ${totalLines}`);
  }
}

function packagesOf({ packages, otherPackages = [] }: DeclarationLine): number | undefined {
  const counts = [packages?.count, ...otherPackages.map(({ count }) => count)];
  return counts.every((count) => count !== undefined) ? counts.reduce((all, count) => all + count, 0) : undefined;
}

function* checkLine(
  line: DeclarationLine,
  currency: string | undefined,
  listed: ReadonlySet<string>,
  pointer: string,
): Generator<Finding> {
  yield* checkHsCode(line.hsCode, `${pointer}/hsCode`);
  if (line.nationalTariffCode !== undefined && !line.nationalTariffCode.startsWith(line.hsCode ?? '')) {
    const message = `${line.nationalTariffCode} and ${line.hsCode}`;
    yield finding('TARIFF_CODE_MISMATCH', `${pointer}/nationalTariffCode`, message);
  }
  yield* checkCountry(line.countryOfOrigin, `${pointer}/countryOfOrigin`);
  yield* checkUnit(line.quantity?.unitCode, `${pointer}/quantity/unitCode`);
  yield* checkPackage(line.packages?.typeCode, `${pointer}/packages/typeCode`);
  if (line.netMassKg !== undefined && line.grossMassKg !== undefined) {
    yield* checkNetMass(line.netMassKg, line.grossMassKg, pointer);
  }
  const { quantity, unitPrice, lineValue } = line;
  const valueCurrency = line.currency ?? currency;
  if (quantity !== undefined && unitPrice !== undefined && lineValue !== undefined && valueCurrency !== undefined) {
    yield* checkLineValue({ quantity, unitPrice, lineValue }, valueCurrency, pointer);
  }
  for (const [index, number] of (line.containerNumbers ?? []).entries()) {
    if (!listed.has(number)) yield finding('CONTAINER_NOT_LISTED', `${pointer}/containerNumbers/${index}`, number);
  }
}
