/** Numbers as people and spreadsheet programs write them, to canonical decimals. Nothing is guessed. */

export type ReadNumber =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: 'NO_NUMBER' | 'AMBIGUOUS' };

export type DecimalMark = '.' | ',';

/** Digits that a spreadsheet program keeps. */
const SIGNIFICANT_DIGITS = 15;

/**
 * The number of a numeric cell. Cells hold binary fractions such as `14182.120000000001`; what the person sees has
 * fifteen significant digits.
 * @returns decimal without exponent, `undefined` beyond what a decimal of ours can hold
 */
export function numberOfCell(text: string): string | undefined {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return undefined;
  const [digits = '', exponent = '0'] = number.toExponential(SIGNIFICANT_DIGITS - 1).split('e');
  return plainDecimal(digits, Number(exponent));
}

/** @param digits such as `-1.25` */
function plainDecimal(digits: string, exponent: number): string | undefined {
  const sign = digits.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  if (/^0*$/.test(whole + fraction)) return '0';
  if (Math.abs(exponent) > 20) return undefined;
  const point = whole.length + exponent;
  const all = point <= 0 ? '0'.repeat(1 - point) + whole + fraction : (whole + fraction).padEnd(point, '0');
  const split = Math.max(point, 1);
  const rest = all.slice(split).replace(/0+$/, '');
  return `${sign}${all.slice(0, split)}${rest === '' ? '' : `.${rest}`}`;
}

/**
 * The number of a text cell.
 * @param mark which the file uses before decimals; `undefined` where it is not known
 */
export function numberOfText(text: string, mark: DecimalMark | undefined): ReadNumber {
  const compact = text.trim().replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))/g, '');
  if (!/^[-+]?\d[\d.,]*$/.test(compact)) return { ok: false, reason: 'NO_NUMBER' };
  const number = compact.replace(/^\+/, '');
  const own = markWithin(number);
  if (own === 'NO_NUMBER') return { ok: false, reason: own };
  const used = own === 'AMBIGUOUS' ? mark : own;
  if (used === undefined) return { ok: false, reason: 'AMBIGUOUS' };
  const thousands = used === '.' ? /,/g : /\./g;
  const plain = number.replace(thousands, '').replace(',', '.');
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? { ok: true, value: trimmed(plain) } : { ok: false, reason: 'NO_NUMBER' };
}

/** Without leading zeros; the decimals stay as they came, since they say how exact a measure is. */
function trimmed(plain: string): string {
  const value = plain.replace(/^(-?)0+(?=\d)/, '$1');
  return /^-0(?:\.0+)?$/.test(value) ? value.slice(1) : value;
}

/** The decimal mark as far as one number shows it by itself: `12,5` and `1.234,5` do, `1,234` does not. */
function markWithin(number: string): DecimalMark | 'AMBIGUOUS' | 'NO_NUMBER' {
  const digits = number.replace('-', '');
  const points = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (points === 0 && commas === 0) return '.';
  if (points > 0 && commas > 0) {
    const mark = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
    return isGrouped(digits, mark) ? mark : 'NO_NUMBER';
  }
  const seen: DecimalMark = points > 0 ? '.' : ',';
  const other: DecimalMark = seen === '.' ? ',' : '.';
  if (points + commas > 1) return isGrouped(digits, other) ? other : 'NO_NUMBER';
  return isGrouped(digits, other) ? 'AMBIGUOUS' : seen;
}

/** Whether the part before the decimal mark stands in groups of three. */
const isGrouped = (digits: string, mark: DecimalMark): boolean => GROUPED[mark].test(digits);

const GROUPED: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/,
  ',': /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/,
};

/** Which decimal marks the numbers of a file show. */
export function decimalMarksOf(texts: Iterable<string>): ReadonlySet<DecimalMark> {
  const seen = new Set<DecimalMark>();
  for (const text of texts) {
    const compact = text.trim();
    if (!/^[-+]?\d[\d.,]*[.,]\d+$/.test(compact)) continue;
    const mark = markWithin(compact.replace(/^[-+]/, ''));
    if (mark === '.' || mark === ',') seen.add(mark);
  }
  return seen;
}
