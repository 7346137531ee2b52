import packed from './generated/hs6.json' with { type: 'json' };

/** The codes stand one after the other, six digits each, ascending. */
const CODE_LENGTH = 6;

/**
 * Whether the first six digits of a commodity code stand in the Harmonized System; national digits may follow.
 * @param code 6 to 12 digits, without dots
 * @see WCO Harmonized System
 */
export function isHsCode(code: string): boolean {
  if (!/^\d{6,12}$/.test(code)) return false;
  const wanted = code.slice(0, CODE_LENGTH);
  let low = 0;
  let high = packed.length / CODE_LENGTH - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = packed.slice(middle * CODE_LENGTH, (middle + 1) * CODE_LENGTH);
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
