/** Longest exponent that can still give a decimal of our documents. */
const MAX_EXPONENT = 30;

/**
 * The number that a text writes, without exponent and otherwise digit for digit: `1234.50` stays, `1.5e3` is `1500`.
 * No binary fraction is made on the way.
 * @returns `undefined` for what is no JSON number and for exponents beyond any use
 */
export function expandNumber(text: string): string | undefined {
  const parts = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim());
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent] = parts;
  if (exponent === undefined) return text.trim();
  const shift = Number(exponent);
  if (Math.abs(shift) > MAX_EXPONENT) return undefined;
  const digits = whole + fraction;
  const point = whole.length + shift;
  const padded = digits.padStart(digits.length - Math.min(0, point - 1), '0').padEnd(Math.max(point, 1), '0');
  const at = Math.max(point, 1);
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const rest = padded.slice(at);
  return `${sign}${integer}${rest === '' ? '' : `.${rest}`}`;
}
