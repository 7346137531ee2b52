/**
 * Whether a text is a GS1 key (GTIN, GLN, SSCC) with a right check digit: weights 3 and 1 from the right, modulo 10.
 * @param number 8, 12, 13, 14, 17 or 18 digits
 * @see GS1 General Specifications, section 7.9.1
 */
export function isGs1Number(number: string): boolean {
  if (!/^(\d{8}|\d{12,14}|\d{17,18})$/.test(number)) return false;
  let sum = 0;
  for (let fromRight = 1; fromRight < number.length; fromRight += 1) {
    const digit = Number(number.charAt(number.length - 1 - fromRight));
    sum += digit * (fromRight % 2 === 1 ? 3 : 1);
  }
  return (10 - (sum % 10)) % 10 === Number(number.charAt(number.length - 1));
}
