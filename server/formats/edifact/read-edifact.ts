/** EDIFACT files: each message by the mapping of its type. @see ISO 9735 */
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { FormatError } from '../format-error.ts';
import type { FileContent, MappedItem, SourceFile } from '../reading.ts';
import { decodeInterchange } from './characters.ts';
import { CUSCAR_MAPPING, CUSCAR_MAPPING_VERSION, isCuscar, mapCuscar } from './cuscar/cuscar.ts';
import { type Message, readInterchange } from './interchange.ts';
import type { Segment } from './tokenizer.ts';
import { tokenize } from './tokenizer.ts';

/** @throws {FormatError} EDIFACT_… */
export function readEdifact({ bytes }: SourceFile): FileContent {
  const { segments } = tokenize(decodeInterchange(bytes));
  const { messages, stray, findings } = readInterchange(segments);
  if (messages.length === 0) throw new FormatError('EDIFACT_NO_MESSAGE');
  // what stands outside every message is reported once, with the first
  return { items: messages.map((message, index) => mapMessage(message, index === 0 ? stray : [])), findings };
}

function mapMessage(message: Message, stray: readonly Segment[]): MappedItem {
  if (!isCuscar(message)) throw new FormatError('EDIFACT_MESSAGE_UNSUPPORTED', { type: message.type });
  const { manifest, findings, unmapped, sources } = mapCuscar(message, stray);
  return {
    kind: 'CUSCAR',
    mapping: CUSCAR_MAPPING,
    mappingVersion: CUSCAR_MAPPING_VERSION,
    reference: message.reference,
    document: manifest as unknown as JsonValue,
    findings,
    unmapped,
    sources,
  };
}
