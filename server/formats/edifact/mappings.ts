/** The mapping of each message type. */
import { FormatError } from '../format-error.ts';
import { BAPLIE } from './container-list/baplie.ts';
import { COPRAR } from './container-list/coprar.ts';
import { CUSCAR, looksLikeCuscar } from './cuscar/cuscar.ts';
import { IFTSTA } from './iftsta/iftsta.ts';
import { INVOIC, looksLikeInvoic } from './invoic/invoic.ts';
import type { MessageMapping } from './message-mapping.ts';
import type { Segment } from './tokenizer.ts';

export const EDIFACT_MAPPINGS: readonly MessageMapping[] = [CUSCAR, INVOIC, IFTSTA, BAPLIE, COPRAR];

/** @throws {FormatError} EDIFACT_MESSAGE_UNSUPPORTED */
export function mappingOf(type: string): MessageMapping {
  const mapping = EDIFACT_MAPPINGS.find(({ kind }) => kind === type);
  if (mapping === undefined) throw new FormatError('EDIFACT_MESSAGE_UNSUPPORTED', { type: type.slice(0, 20) });
  return mapping;
}

/** For a header that names no type. @throws {FormatError} EDIFACT_MESSAGE_UNSUPPORTED */
export function guessMapping(segments: readonly Segment[]): MessageMapping {
  if (looksLikeCuscar(segments)) return CUSCAR;
  if (looksLikeInvoic(segments)) return INVOIC;
  throw new FormatError('EDIFACT_MESSAGE_UNSUPPORTED', { type: 'none' });
}
