/** What the contract tests have seen so far in this process; the last of them demands that it is everything. */
import type { ResultCode } from '../../../server/chain/result-codes.ts';

export const reached = {
  results: new Set<ResultCode>(),
  events: new Set<string>(),
  errors: new Set<string>(),
};
