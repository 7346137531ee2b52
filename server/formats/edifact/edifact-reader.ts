/**
 * Reads EDIFACT in pieces and gives documents one by one. What is held: a piece, the documents under way, and the last
 * document that was finished, so that what stands behind a message is reported with it.
 */
import type { Finding, SegmentPosition } from '../../../protocol/checks/finding.ts';
import { FormatError } from '../format-error.ts';
import type { MappedItem, Unmapped } from '../reading.ts';
import { encodingOf, InterchangeDecoder } from './characters.ts';
import { EnvelopeReader, type MessageHead } from './envelope-reader.ts';
import { guessMapping, mappingOf } from './mappings.ts';
import type { MappedDocument, MessageMapper, MessageMapping } from './message-mapping.ts';
import { component, positionOf, valuesOf } from './segments.ts';
import { EDIFACT_LIMITS, type Segment, SegmentScanner } from './tokenizer.ts';

/** Element of UNB that says whether the interchange is a test (0035). */
const TEST_INDICATOR = 11;

/** The message under way. */
interface OpenMessage {
  readonly head: MessageHead;
  /** Segments so far. */
  count: number;
  /** Undefined while the type is not known: then the segments are kept until the end. */
  readonly mapping: MessageMapping | undefined;
  readonly mapper: MessageMapper | undefined;
  readonly kept: Segment[];
}

export class EdifactReader {
  readonly #decoder = new InterchangeDecoder();
  readonly #scanner = new SegmentScanner();
  readonly #envelope: EnvelopeReader;
  #message: OpenMessage | undefined;
  /** Finished and not given away yet; what stands behind a message is added to its values. */
  #ready: (MappedItem & { readonly unmapped: Unmapped[] })[] = [];
  /** Values outside messages, before the first document that they are reported with. */
  #outside: Unmapped[] = [];
  #findings: Finding[] = [];
  #messages = 0;
  /** Where the present interchange says that it is a test. */
  #test: SegmentPosition | undefined;

  constructor() {
    this.#envelope = new EnvelopeReader({
      open: (head) => this.#open(head),
      segment: (segment) => this.#read(segment),
      close: () => this.#close(),
      envelope: (segment) => this.#noteEnvelope(segment),
      stray: (segment) => this.#note(valuesOf(segment)),
      report: (found) => this.#findings.push(found),
    });
  }

  /** Reads a piece. @returns documents that are finished @throws {FormatError} EDIFACT_… */
  *push(bytes: Uint8Array): Generator<MappedItem> {
    yield* this.#take(this.#scanner.push(this.#decoder.push(bytes)));
  }

  /** Reads what is left. @throws {FormatError} as {@link push}, and EDIFACT_NO_MESSAGE */
  *end(): Generator<MappedItem> {
    yield* this.#take(this.#scanner.push(this.#decoder.end()));
    yield* this.#take(this.#scanner.end());
    this.#envelope.finish();
    if (this.#messages === 0) throw new FormatError('EDIFACT_NO_MESSAGE');
    yield* this.#ready;
    this.#ready = [];
  }

  /** What was found about the envelope since this was asked last. */
  takeFindings(): readonly Finding[] {
    const findings = this.#findings;
    this.#findings = [];
    return findings;
  }

  *#take(segments: Iterable<Segment>): Generator<MappedItem> {
    for (const segment of segments) {
      this.#envelope.read(segment);
      // the newest is held back: what follows its message belongs to its report
      while (this.#ready.length > 1) yield this.#ready.shift() as MappedItem;
    }
  }

  #open(head: MessageHead): void {
    const mapping = head.type === '' ? undefined : mappingOf(head.type);
    this.#message = { head, count: 0, mapping, mapper: mapping?.open(head.directory), kept: [] };
    // controlling agency and what the sender knows the message by besides
    this.#note(valuesOf(head.header, (element, place) => element > 2 || (element === 2 && place > 4)));
  }

  #read(segment: Segment): void {
    const message = this.#message as OpenMessage;
    message.count += 1;
    const { mapping, mapper } = message;
    if (mapper?.takeFull === undefined && message.count > EDIFACT_LIMITS.maxMessageSegments) {
      throw new FormatError('EDIFACT_TOO_MANY_SEGMENTS', { limit: EDIFACT_LIMITS.maxMessageSegments });
    }
    if (mapping === undefined || mapper === undefined) {
      message.kept.push(segment);
      return;
    }
    mapper.read(segment);
    const full = mapper.takeFull?.();
    if (full !== undefined) this.#finish(message.head, mapping, full);
  }

  #close(): void {
    const { head, kept, ...known } = this.#message as OpenMessage;
    this.#message = undefined;
    this.#messages += 1;
    const mapping = known.mapping ?? guessMapping(kept);
    const mapper = known.mapper ?? mapping.open(head.directory);
    for (const segment of kept) mapper.read(segment);
    this.#finish(head, mapping, mapper.finish());
  }

  #finish({ reference }: MessageHead, { kind, mapping, version }: MessageMapping, mapped: MappedDocument): void {
    const unmapped = [...this.#outside, ...mapped.unmapped];
    this.#outside = [];
    const item = this.#test === undefined ? mapped : simulated(mapped, this.#test);
    this.#ready.push({ ...item, kind, mapping, mappingVersion: version, reference, unmapped });
  }

  /** Values outside a document's message: with the document before them, or the first. */
  #note(values: readonly Unmapped[]): void {
    const last = this.#ready.at(-1);
    if (values.length === 0) return;
    if (this.#message !== undefined || last === undefined) this.#outside.push(...values);
    else last.unmapped.push(...values);
  }

  /** Sender, recipient and times of the envelope are no part of the documents; references and counts are checked. */
  #noteEnvelope(segment: Segment): void {
    if (segment.tag === 'UNB' && encodingOf(component(segment, 1)) !== this.#decoder.encoding) {
      throw new FormatError('EDIFACT_ENCODING', { declared: component(segment, 1), segment: segment.number });
    }
    if (segment.tag === 'UNB') {
      this.#test = component(segment, TEST_INDICATOR) === '1' ? positionOf(segment, TEST_INDICATOR) : undefined;
      const known = this.#test === undefined ? [1, 5] : [1, 5, TEST_INDICATOR];
      this.#outside.push(...valuesOf(segment, (element) => !known.includes(element)));
    }
    if (segment.tag === 'UNG') this.#outside.push(...valuesOf(segment, (element) => element !== 5));
  }
}

/** What is sent as a test is made up. */
function simulated(mapped: MappedDocument, test: SegmentPosition): MappedDocument {
  const document = { ...(mapped.document as object), simulated: true };
  return { ...mapped, document, sources: new Map([...mapped.sources, ['/simulated', test]]) };
}
