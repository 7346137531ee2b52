/**
 * Whether a text is an IMO ship identification number: seven digits, the last one the sum of the others weighted 7 to 2,
 * modulo 10.
 * @param number seven digits, without the prefix `IMO`
 * @see IMO resolution A.1117(30)
 */
export function isImoNumber(number: string): boolean {
  if (!/^\d{7}$/.test(number)) return false;
  let sum = 0;
  for (let i = 0; i < 6; i += 1) sum += Number(number.charAt(i)) * (7 - i);
  return sum % 10 === Number(number.charAt(6));
}
