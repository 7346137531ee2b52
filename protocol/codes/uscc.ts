/** Digits and letters without I, O, S, V and Z, in the order of their values. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * Check character of a Chinese unified social credit code.
 * @param prefix the first 17 characters
 * @returns the 18th, or `null` if a character is not of the alphabet
 * @see GB 32100-2015
 */
export function usccCheckCharacter(prefix: string): string | null {
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i += 1) {
    const value = ALPHABET.indexOf(prefix.charAt(i));
    if (value < 0 || prefix.charAt(i) === '') return null;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Whether a text is a unified social credit code: 18 characters with a right check character. */
export function isUscc(code: string): boolean {
  return code.length === 18 && usccCheckCharacter(code.slice(0, 17)) === code.charAt(17);
}
