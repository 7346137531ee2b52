/**
 * Every code that the gateway answers with. docs/errors.md, /problems/<slug> and the problem documents come from here.
 * @see RFC 9457
 */
import { CONTENT_ERRORS } from './catalogue/content.ts';
import type { CatalogueEntry } from './catalogue/entry.ts';
import { EXCHANGE_ERRORS } from './catalogue/exchange.ts';
import { JSON_ERROR_ENTRIES } from './catalogue/json.ts';
import { LEDGER_ERRORS } from './catalogue/ledger.ts';
import { LOG_ERRORS } from './catalogue/log.ts';
import { REQUEST_ERRORS } from './catalogue/request.ts';
import { SESSION_ERRORS } from './catalogue/session.ts';

export type { CatalogueEntry, ProblemStatus } from './catalogue/entry.ts';

/** The catalogue by area, in the order of the errors page. */
export const CATALOGUE_AREAS = {
  request: REQUEST_ERRORS,
  json: JSON_ERROR_ENTRIES,
  session: SESSION_ERRORS,
  content: CONTENT_ERRORS,
  ledger: LEDGER_ERRORS,
  log: LOG_ERRORS,
  exchange: EXCHANGE_ERRORS,
} as const;

export const CATALOGUE = {
  ...REQUEST_ERRORS,
  ...JSON_ERROR_ENTRIES,
  ...SESSION_ERRORS,
  ...CONTENT_ERRORS,
  ...LEDGER_ERRORS,
  ...LOG_ERRORS,
  ...EXCHANGE_ERRORS,
} as const;

export type ErrorCode = keyof typeof CATALOGUE;
export type LedgerErrorCode = keyof typeof LEDGER_ERRORS;

/** Whether a text is a code of the catalogue. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(CATALOGUE, text);
}

/** The entry of a code. */
export function catalogueEntry(code: ErrorCode): CatalogueEntry {
  return CATALOGUE[code];
}

/**
 * Catalogue code of a contract result.
 * @param result name of a `Result` of contracts/types/Types.sol other than APPLIED, for example `OPEN_HOLD`
 * @throws {RangeError} for APPLIED and for a name that the contracts do not have
 */
export function ledgerErrorCode(result: string): LedgerErrorCode {
  const code = `LEDGER_${result}`;
  if (!Object.hasOwn(LEDGER_ERRORS, code)) throw new RangeError(`the catalogue has no entry for result ${result}`);
  return code as LedgerErrorCode;
}
