/** Masses and volumes as DCSA writes them: a value and a unit of UN/ECE Recommendation 20. */
import { massInKg } from '../../edifact/values.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { expandNumber } from '../reader/number-text.ts';

export interface Mass {
  /** Exact. */
  readonly kg?: string | undefined;
  /** As it came, where the unit has no fixed relation to the kilogram. */
  readonly stated?: { readonly value: string; readonly unitCode: string } | undefined;
}

/**
 * Takes a mass.
 * @param to pointer for kilograms @param statedTo pointer for a value with its unit
 */
export function takeMass(value: JsonCursor, unit: JsonCursor, to: string, statedTo?: string): Mass {
  if (!value.present) return {};
  const code = unit.peek();
  const kg = code === '' ? undefined : massInKg(expandNumber(value.peek()) ?? '', code);
  if (kg !== undefined) {
    if (value.decimal(to) === undefined) return {};
    unit.implies(code);
    return { kg };
  }
  if (statedTo === undefined || code === '') {
    value.report('GROSS_MASS_UNIT', to, `${value.peek()} ${code}`.trim());
    return {};
  }
  const stated = value.decimal(`${statedTo}/value`);
  if (stated === undefined) return {};
  const unitCode = unit.text(`${statedTo}/unitCode`);
  return { stated: { value: stated, unitCode: unitCode ?? code } };
}

/** {@link takeMass} of an object with `value` and `unit`. */
export const takeMassObject = (mass: JsonCursor, to: string, statedTo?: string): Mass =>
  takeMass(mass.get('value'), mass.get('unit'), to, statedTo);

/** Takes a volume in cubic metres; other units stay unmapped. */
export function takeVolume(value: JsonCursor, unit: JsonCursor, to: string): string | undefined {
  return value.present && unit.implies('MTQ') ? value.decimal(to) : undefined;
}
