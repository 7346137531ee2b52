import { type Finding, finding, type SegmentPosition, type SourcePosition } from '../../../protocol/checks/finding.ts';
import type { RuleId } from '../../../protocol/checks/rules.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import type { Unmapped } from '../reading.ts';
import type { MappedDocument } from './message-mapping.ts';
import type { SegmentReader } from './segment-reader.ts';

/** What a mapping has to say besides the document: findings, values without a place, and where each value came from. */
export class MappingLog {
  readonly findings: Finding[] = [];
  readonly unmapped: Unmapped[] = [];
  /** Position in the file by pointer into the document. */
  readonly sources = new Map<string, SourcePosition>();
  /** The segment that the last finding is about: one that was spoken of is not called unknown besides. */
  #lastReported = 0;

  /** Remembers where a value of the document came from. */
  trace(pointer: string, reader: SegmentReader, element?: number, place?: number): void {
    this.sources.set(pointer, reader.position(element, place));
  }

  report(rule: RuleId, pointer: string, message: string, position?: SegmentPosition): void {
    this.findings.push(finding(rule, pointer, message, position));
    if (position !== undefined) this.#lastReported = position.segment;
  }

  /** A value that cannot be read; it stays in the list of what was not mapped. */
  unreadable(pointer: string, reader: SegmentReader, element: number, place = 1): void {
    const value = reader.peek(element, place);
    if (value.trim() !== '') this.report('EDIFACT_VALUE', pointer, value, reader.position(element, place));
  }

  /** Ends the reading of a segment: what was not taken is reported. */
  close(reader: SegmentReader): void {
    const rest = reader.rest();
    this.unmapped.push(...rest);
    if (reader.untouched && rest.length > 0 && this.#lastReported !== reader.segment.number) {
      this.report('EDIFACT_UNKNOWN_SEGMENT', '', reader.tag, reader.position());
    }
  }

  /** The document with everything that was noted. */
  document(document: JsonValue): MappedDocument {
    const { findings, unmapped, sources } = this;
    return { document, findings, unmapped, sources };
  }
}
