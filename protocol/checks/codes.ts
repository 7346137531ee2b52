/** Checks of single codes. Each takes a value with its pointer, and says nothing about a value that is absent. */
import { containerNumberFault, isContainerTypeCode } from '../codes/container-number.ts';
import { isCountryCode } from '../codes/countries.ts';
import { isCurrencyCode, minorUnitDigits } from '../codes/currencies.ts';
import { isGs1Number } from '../codes/gs1-number.ts';
import { isHsCode } from '../codes/harmonized-system.ts';
import { isImoNumber } from '../codes/imo-number.ts';
import { isIncoterm } from '../codes/incoterms.ts';
import { locationFault, probablyMeant } from '../codes/locations.ts';
import { isPackageCode } from '../codes/packages.ts';
import { isUnitCode } from '../codes/units.ts';
import { isUscc } from '../codes/uscc.ts';
import type { TradeParty } from '../documents/trade-party.ts';
import type { Container, Conveyance, Place } from '../documents/transport.ts';
import { add, compare, parseDecimal } from './decimal.ts';
import { type Finding, finding } from './finding.ts';

/** @param pointer to the number itself */
export function* checkContainerNumber(number: string, pointer: string): Generator<Finding> {
  const fault = containerNumberFault(number);
  if (fault === 'FORM') yield finding('CONTAINER_NUMBER_FORM', pointer, number);
  if (fault === 'CHECK_DIGIT') yield finding('CONTAINER_CHECK_DIGIT', pointer, number);
}

export function* checkContainer(container: Container, pointer: string): Generator<Finding> {
  yield* checkContainerNumber(container.number, `${pointer}/number`);
  yield* checkContainerType(container.typeCode, `${pointer}/typeCode`);
}

export function* checkContainerType(code: string | undefined, pointer: string): Generator<Finding> {
  if (code !== undefined && !isContainerTypeCode(code)) yield finding('CONTAINER_TYPE', pointer, code);
}

/**
 * Verified gross mass against cargo and tare of one container.
 * @param cargoMassKg gross mass of all cargo in the container, decimal
 */
export function* checkVerifiedGrossMass(
  container: Container,
  cargoMassKg: string,
  pointer: string,
): Generator<Finding> {
  const { verifiedGrossMassKg, tareMassKg } = container;
  if (verifiedGrossMassKg === undefined || tareMassKg === undefined) return;
  const least = add(parseDecimal(cargoMassKg), parseDecimal(tareMassKg));
  if (compare(parseDecimal(verifiedGrossMassKg), least) < 0) {
    yield finding('VERIFIED_GROSS_MASS', `${pointer}/verifiedGrossMassKg`, `${verifiedGrossMassKg} kg`);
  }
}

export function* checkPlace(place: Place | undefined, pointer: string): Generator<Finding> {
  const code = place?.code;
  yield* checkCountry(place?.address?.countryCode, `${pointer}/address/countryCode`);
  if (code === undefined || place?.codeList !== undefined) return;
  const fault = locationFault(code);
  if (fault === 'FORM') yield finding('LOCATION_FORM', `${pointer}/code`, code);
  if (fault === 'UNKNOWN') yield finding('LOCATION_UNKNOWN', `${pointer}/code`, code);
  if (fault === 'NOT_COVERED') yield finding('LOCATION_NOT_COVERED', `${pointer}/code`, code);
  const meant = probablyMeant(code);
  if (meant !== null) {
    yield finding('LOCATION_CONFUSED', `${pointer}/code`, `${code}; perhaps ${meant.code} (${meant.name})`);
  }
}

export function* checkConveyance(conveyance: Conveyance, pointer: string): Generator<Finding> {
  const { imoNumber, nationality } = conveyance;
  if (imoNumber !== undefined && !isImoNumber(imoNumber)) {
    yield finding('IMO_NUMBER', `${pointer}/imoNumber`, imoNumber);
  }
  yield* checkCountry(nationality, `${pointer}/nationality`);
}

export function* checkParty(party: TradeParty | undefined, pointer: string): Generator<Finding> {
  if (party === undefined) return;
  yield* checkCountry(party.address?.countryCode, `${pointer}/address/countryCode`);
  for (const [index, { scheme, value }] of (party.identifiers ?? []).entries()) {
    const at = `${pointer}/identifiers/${index}/value`;
    if (scheme === 'USCC' && !isUscc(value)) yield finding('USCC', at, value);
    if (scheme === 'GLN' && !(value.length === 13 && isGs1Number(value))) yield finding('GS1_NUMBER', at, value);
  }
}

export function* checkCountry(code: string | undefined, pointer: string): Generator<Finding> {
  if (code !== undefined && !isCountryCode(code)) yield finding('COUNTRY', pointer, code);
}

export function* checkHsCode(code: string | undefined, pointer: string): Generator<Finding> {
  if (code !== undefined && !isHsCode(code)) yield finding('HS_CODE', pointer, code);
}

export function* checkUnit(code: string | undefined, pointer: string): Generator<Finding> {
  if (code !== undefined && !isUnitCode(code)) yield finding('UNIT', pointer, code);
}

export function* checkPackage(code: string | undefined, pointer: string): Generator<Finding> {
  if (code !== undefined && !isPackageCode(code)) yield finding('PACKAGE', pointer, code);
}

export function* checkIncoterm(code: string, pointer: string): Generator<Finding> {
  if (!isIncoterm(code)) yield finding('INCOTERM', pointer, code);
}

export function* checkCurrency(code: string, pointer: string): Generator<Finding> {
  if (!isCurrencyCode(code)) yield finding('CURRENCY', pointer, code);
}

/** Decimals of an amount that are not zero must fit the minor unit; an unknown currency is another rule's matter. */
export function* checkMinorUnits(amount: string, currency: string, pointer: string): Generator<Finding> {
  const digits = minorUnitDigits(currency);
  const decimals = (amount.split('.')[1] ?? '').replace(/0+$/, '').length;
  if (digits !== null && decimals > digits) yield finding('MINOR_UNITS', pointer, `${amount} ${currency}`);
}
