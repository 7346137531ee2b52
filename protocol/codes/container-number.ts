/**
 * Container numbers and type codes.
 * @see ISO 6346:2022
 */

const FORM = /^[A-Z]{3}[UJZ]\d{7}$/;

/** A=10, B=12 ...: the multiples of 11 are left out, because the check digit is taken modulo 11. */
const LETTER_VALUES = new Map<string, number>();
for (let letter = 0, value = 10; letter < 26; letter += 1, value += 1) {
  if (value % 11 === 0) value += 1;
  LETTER_VALUES.set(String.fromCharCode(65 + letter), value);
}

/**
 * Check digit over owner code, category and serial number.
 * @param prefix the first ten characters, upper case
 * @returns 0-9
 */
export function containerCheckDigit(prefix: string): number {
  let sum = 0;
  for (let i = 0; i < 10; i += 1) {
    const character = prefix.charAt(i);
    sum += (LETTER_VALUES.get(character) ?? Number(character)) * 2 ** i;
  }
  return (sum % 11) % 10;
}

/** What is wrong with a container number. */
export type ContainerNumberFault = 'FORM' | 'CHECK_DIGIT';

/** @returns the fault, or `null` for a number of the right form with the right check digit */
export function containerNumberFault(number: string): ContainerNumberFault | null {
  if (!FORM.test(number)) return 'FORM';
  return containerCheckDigit(number) === Number(number.charAt(10)) ? null : 'CHECK_DIGIT';
}

/** Length and height of ISO 6346 size codes that are in use, then the type group letter and its digit or letter. */
const SIZE_TYPE = /^[1-4A-HK-NP][0-9C-FL-NP][ABGHKNPRSTUV][0-9A-Z]$/;

/** Whether a text has the form of an ISO 6346 size and type code, for example `22G1` or `45R1`. */
export function isContainerTypeCode(code: string): boolean {
  return SIZE_TYPE.test(code);
}
