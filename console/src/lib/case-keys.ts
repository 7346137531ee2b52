/** Keys of what is read about cases. */

/** Everything about every case. */
export const CASES_KEY = ['cases'];

/** Lists of cases. */
export const LISTS_KEY = [...CASES_KEY, 'list'];

/** One case; what is read of its documents stands below it, and is not read again with it, since reading leaves a receipt. */
export const caseKey = (caseId: string) => [...CASES_KEY, caseId];
