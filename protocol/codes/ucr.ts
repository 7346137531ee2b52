/**
 * Whether a text has the form of a unique consignment reference: at most 35 upper-case letters, digits and `-()/`.
 * @see WCO Recommendation on the UCR; ISO 15459
 */
export function isUcr(reference: string): boolean {
  return /^[A-Z0-9\-()/]{1,35}$/.test(reference);
}
