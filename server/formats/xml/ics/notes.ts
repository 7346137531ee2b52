import type { MappingNotes } from '../../mapping-notes.ts';
import { rowsOf } from '../mapped-message.ts';
import { ENTRY_SUMMARY, ENTRY_SUMMARY_RULES } from './entry-summary.ts';
import { ERROR_RESPONSE, ERROR_RESPONSE_RULES } from './error-response.ts';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: ENTRY_SUMMARY.kind,
    mapping: ENTRY_SUMMARY.mapping,
    version: ENTRY_SUMMARY.mappingVersion,
    standard: 'EU Import Control System 1: IE315 (CC315A) and its amendment IE313 (CC313A)',
    rows: rowsOf(ENTRY_SUMMARY_RULES),
    keptUnmapped: 'Sender, recipient, time and number of the message, and the language of each text.',
  },
  {
    kind: ERROR_RESPONSE.kind,
    mapping: ERROR_RESPONSE.mapping,
    version: ERROR_RESPONSE.mappingVersion,
    standard: 'UK GovTalk ErrorResponse 2.0',
    rows: rowsOf(ERROR_RESPONSE_RULES),
    keptUnmapped: 'Schema version and number of messages.',
  },
];
