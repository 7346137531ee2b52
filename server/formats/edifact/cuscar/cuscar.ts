/**
 * CUSCAR, customs cargo report, to the canonical manifest.
 * @see UN/EDIFACT directory D.95B, message CUSCAR; tolerant to what carriers really send
 */
import type { Finding, SourcePosition } from '../../../../protocol/checks/finding.ts';
import { MANIFEST_SCHEMA_NAME, type Manifest } from '../../../../protocol/documents/manifest.ts';
import { FormatError } from '../../format-error.ts';
import type { Unmapped } from '../../reading.ts';
import type { Message } from '../interchange.ts';
import { SegmentReader } from '../segment-reader.ts';
import type { Segment } from '../tokenizer.ts';
import { ConsignmentMapping } from './consignments.ts';
import { EquipmentMapping } from './equipment.ts';
import { HeaderMapping } from './header.ts';
import { MappingLog } from './mapping-log.ts';

export const CUSCAR_MAPPING = 'edifact/cuscar';

/** Counts up when the same bytes would give another document. */
export const CUSCAR_MAPPING_VERSION = '1';

export interface MappedManifest {
  /** Without `source`, which is about the file and not the message. */
  readonly manifest: Manifest;
  readonly findings: readonly Finding[];
  readonly unmapped: readonly Unmapped[];
  /** Position in the file by pointer into the manifest. */
  readonly sources: ReadonlyMap<string, SourcePosition>;
}

/** Whether a message is a cargo report, or has none of the types but the look of one. */
export function isCuscar({ type, segments }: Message): boolean {
  if (type !== '') return type === 'CUSCAR';
  const [head] = segments;
  return head?.tag === 'BGM' && segments.some(({ tag }) => tag === 'CNI');
}

/**
 * Maps a cargo report.
 * @param stray segments outside the message, which are reported as unmapped
 * @throws {FormatError} EDIFACT_NO_NUMBER
 */
export function mapCuscar(message: Message, stray: readonly Segment[] = []): MappedManifest {
  const log = new MappingLog();
  const header = new HeaderMapping(log);
  const equipment = new EquipmentMapping(log);
  const consignments = new ConsignmentMapping(log, equipment);
  let inEquipment = false;
  for (const segment of message.segments) {
    const reader = new SegmentReader(segment);
    if (segment.tag === 'EQD') {
      const number = equipment.open(reader);
      inEquipment = true;
      if (number !== undefined && consignments.started) consignments.addContainer(number, reader);
    } else if (inEquipment && (segment.tag === 'SEL' || segment.tag === 'MEA')) {
      equipment.read(reader);
    } else {
      inEquipment = false;
      if (segment.tag === 'CNI' || consignments.started) consignments.read(reader);
      else header.read(reader);
    }
    log.close(reader);
  }
  for (const segment of stray) log.close(new SegmentReader(segment));
  consignments.close();
  equipment.close();
  const { number, ...head } = header.header;
  if (number === undefined) throw new FormatError('EDIFACT_NO_NUMBER');
  return {
    manifest: {
      schema: MANIFEST_SCHEMA_NAME,
      simulated: false,
      number,
      ...head,
      consignments: consignments.consignments,
    },
    findings: log.findings,
    unmapped: log.unmapped,
    sources: log.sources,
  };
}
