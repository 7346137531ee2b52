/**
 * Text that a spreadsheet program would run as a formula, or that we would take for the name of a sheet, is written with
 * an apostrophe before it and read without.
 * @see OWASP, CSV injection
 */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠[]/;

/** Numbers with a sign are no formulas. */
const NUMBER = /^[-+]?\d+(?:[.,]\d+)?$/;

export function guarded(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

export function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
