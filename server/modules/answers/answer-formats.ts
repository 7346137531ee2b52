/** The formats in which a case's answers go out. A new one is a line here. */
import type { AnswerWriter } from '../../formats/answers/customs-answer.ts';
import { writeCusres } from '../../formats/edifact/cusres/write-cusres.ts';

export const ANSWER_FORMATS = {
  /** UN/EDIFACT CUSRES. */
  cusres: writeCusres,
} as const satisfies Record<string, AnswerWriter>;

export type AnswerFormat = keyof typeof ANSWER_FORMATS;

export const ANSWER_FORMAT_NAMES = Object.keys(ANSWER_FORMATS) as [AnswerFormat, ...AnswerFormat[]];
