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

/** Checks of a goods declaration: codes, arithmetic, containers. */
export function* checkGoodsDeclaration(declaration: GoodsDeclaration): Generator<Finding> {
  for (const party of ['declarant', 'broker', 'exporter', 'importer'] as const) {
    yield* checkParty(declaration[party], `/${party}`);
  }
  yield* checkConveyance(declaration.conveyance, '/conveyance');
  yield* checkPlace(declaration.placeOfLoading, '/placeOfLoading');
  yield* checkPlace(declaration.placeOfDischarge, '/placeOfDischarge');
  yield* checkCountry(declaration.countryOfDispatch, '/countryOfDispatch');
  yield* checkCountry(declaration.countryOfDestination, '/countryOfDestination');
  yield* checkMoney(declaration);
  for (const [index, container] of declaration.containers.entries()) {
    yield* checkContainer(container, `/containers/${index}`);
  }
  const listed = new Set(declaration.containers.map(({ number }) => number));
  for (const [index, line] of declaration.lines.entries()) {
    yield* checkLine(line, declaration.invoice.currency, listed, `/lines/${index}`);
  }
  yield* checkTotals(declaration);
}

function* checkMoney({ invoice, freight, insurance }: GoodsDeclaration): Generator<Finding> {
  yield* checkCurrency(invoice.currency, '/invoice/currency');
  yield* checkMinorUnits(invoice.total, invoice.currency, '/invoice/total');
  yield* checkIncoterm(invoice.deliveryTerms.incoterm, '/invoice/deliveryTerms/incoterm');
  for (const [pointer, money] of [['/freight', freight] as const, ['/insurance', insurance] as const]) {
    if (money === undefined) continue;
    yield* checkCurrency(money.currency, `${pointer}/currency`);
    yield* checkMinorUnits(money.amount, money.currency, `${pointer}/amount`);
  }
}

function* checkTotals({ lines, totalGrossMassKg, totalPackages }: GoodsDeclaration): Generator<Finding> {
  yield* checkMassTotal(
    lines.map(({ grossMassKg }) => grossMassKg),
    totalGrossMassKg,
    '/totalGrossMassKg',
  );
  const counts = lines.flatMap(({ packages }) => (packages === undefined ? [] : [packages.count]));
  if (counts.length === lines.length) yield* checkPackagesTotal(counts, totalPackages);
}

function* checkLine(
  line: DeclarationLine,
  currency: string,
  listed: ReadonlySet<string>,
  pointer: string,
): Generator<Finding> {
  yield* checkHsCode(line.hsCode, `${pointer}/hsCode`);
  if (line.nationalTariffCode !== undefined && !line.nationalTariffCode.startsWith(line.hsCode)) {
    const message = `${line.nationalTariffCode} and ${line.hsCode}`;
    yield finding('TARIFF_CODE_MISMATCH', `${pointer}/nationalTariffCode`, message);
  }
  yield* checkCountry(line.countryOfOrigin, `${pointer}/countryOfOrigin`);
  yield* checkUnit(line.quantity.unitCode, `${pointer}/quantity/unitCode`);
  yield* checkPackage(line.packages?.typeCode, `${pointer}/packages/typeCode`);
  yield* checkNetMass(line.netMassKg, line.grossMassKg, pointer);
  yield* checkLineValue(line, currency, pointer);
  for (const [index, number] of (line.containerNumbers ?? []).entries()) {
    if (!listed.has(number)) yield finding('CONTAINER_NOT_LISTED', `${pointer}/containerNumbers/${index}`, number);
  }
}
