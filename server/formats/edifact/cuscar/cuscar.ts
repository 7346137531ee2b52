/**
 * CUSCAR, customs cargo report, to the canonical manifest.
 * @see UN/EDIFACT directory D.95B, message CUSCAR; tolerant to what carriers really send
 */
import { MANIFEST_SCHEMA_NAME, type Manifest } from '../../../../protocol/documents/manifest.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { FormatError } from '../../format-error.ts';
import { MappingLog } from '../mapping-log.ts';
import type { MappedDocument, MessageMapper, MessageMapping } from '../message-mapping.ts';
import { SegmentReader } from '../segment-reader.ts';
import type { Segment } from '../tokenizer.ts';
import { ConsignmentMapping } from './consignments.ts';
import { EquipmentMapping } from './equipment.ts';
import { HeaderMapping } from './header.ts';

/** Whether a message without a type has the look of a cargo report. */
export function looksLikeCuscar(segments: readonly Segment[]): boolean {
  return segments[0]?.tag === 'BGM' && segments.some(({ tag }) => tag === 'CNI');
}

class CuscarMapper implements MessageMapper {
  readonly #log = new MappingLog();
  readonly #header = new HeaderMapping(this.#log);
  readonly #equipment = new EquipmentMapping(this.#log);
  readonly #consignments = new ConsignmentMapping(this.#log, this.#equipment);
  #inEquipment = false;

  read(segment: Segment): void {
    const reader = new SegmentReader(segment);
    if (segment.tag === 'EQD') this.#openEquipment(reader);
    else if (this.#inEquipment && (segment.tag === 'SEL' || segment.tag === 'MEA')) this.#equipment.read(reader);
    else this.#readOther(reader);
    this.#log.close(reader);
  }

  /** @throws {FormatError} EDIFACT_NO_NUMBER */
  finish(): MappedDocument {
    this.#consignments.close();
    this.#equipment.close();
    const { number, ...head } = this.#header.header;
    if (number === undefined) throw new FormatError('EDIFACT_NO_NUMBER');
    const { consignments } = this.#consignments;
    const manifest: Manifest = { schema: MANIFEST_SCHEMA_NAME, simulated: false, number, ...head, consignments };
    return this.#log.document(manifest as unknown as JsonValue);
  }

  #openEquipment(reader: SegmentReader): void {
    const number = this.#equipment.open(reader);
    this.#inEquipment = true;
    if (number !== undefined && this.#consignments.started) this.#consignments.addContainer(number, reader);
  }

  #readOther(reader: SegmentReader): void {
    this.#inEquipment = false;
    if (reader.tag === 'CNI' || this.#consignments.started) this.#consignments.read(reader);
    else this.#header.read(reader);
  }
}

export const CUSCAR: MessageMapping = {
  kind: 'CUSCAR',
  mapping: 'edifact/cuscar',
  version: '2',
  open: () => new CuscarMapper(),
};
