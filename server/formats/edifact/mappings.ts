/** The mapping of each message type. */
import { FormatError } from '../format-error.ts';
import { CUSCAR, looksLikeCuscar } from './cuscar/cuscar.ts';
import type { MessageMapping } from './message-mapping.ts';
import type { Segment } from './tokenizer.ts';

const MAPPINGS: readonly MessageMapping[] = [CUSCAR];

/** @throws {FormatError} EDIFACT_MESSAGE_UNSUPPORTED */
export function mappingOf(type: string): MessageMapping {
  const mapping = MAPPINGS.find(({ kind }) => kind === type);
  if (mapping === undefined) throw new FormatError('EDIFACT_MESSAGE_UNSUPPORTED', { type: type.slice(0, 20) });
  return mapping;
}

/** For a header that names no type. @throws {FormatError} EDIFACT_MESSAGE_UNSUPPORTED */
export function guessMapping(segments: readonly Segment[]): MessageMapping {
  if (looksLikeCuscar(segments)) return CUSCAR;
  throw new FormatError('EDIFACT_MESSAGE_UNSUPPORTED', { type: 'none' });
}
