/** The formats in which a case's answers go out. A new one is a line here. */
import type { AnswerWriter } from '../../formats/answers/customs-answer.ts';
import { writeCusres } from '../../formats/edifact/cusres/write-cusres.ts';
import { writeTrackingEvents } from '../../formats/json/dcsa-answers/write-tracking.ts';
import { writeWcoResponse } from '../../formats/xml/wco/write-answers.ts';

export const ANSWER_FORMATS = {
  /** UN/EDIFACT CUSRES. */
  cusres: writeCusres,
  /** DCSA Track & Trace 3.0 events. */
  'dcsa-tnt-3': writeTrackingEvents,
  /** WCO Data Model 3.6 Response. */
  'wco-response': writeWcoResponse,
} as const satisfies Record<string, AnswerWriter>;

export type AnswerFormat = keyof typeof ANSWER_FORMATS;

export const ANSWER_FORMAT_NAMES = Object.keys(ANSWER_FORMATS) as [AnswerFormat, ...AnswerFormat[]];
