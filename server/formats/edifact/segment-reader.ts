/**
 * Reading a segment so that nothing is lost in silence: what is not taken is reported.
 */
import type { SegmentPosition } from '../../../protocol/checks/finding.ts';
import type { Unmapped } from '../reading.ts';
import { component, positionOf, valuesOf } from './segments.ts';
import type { Segment } from './tokenizer.ts';

export class SegmentReader {
  readonly segment: Segment;
  readonly #taken = new Set<string>();

  constructor(segment: Segment) {
    this.segment = segment;
  }

  get tag(): string {
    return this.segment.tag;
  }

  /** Looks at a component without taking it; empty if absent. */
  peek(element: number, place = 1): string {
    // taking a release character out can bring a letter and its accent together
    return component(this.segment, element, place).normalize('NFC');
  }

  /** Takes a component into the document; `undefined` if it is absent or blank. */
  take(element: number, place = 1): string | undefined {
    const value = this.peek(element, place);
    if (value.trim() === '') return undefined;
    this.#taken.add(`${element}:${place}`);
    return value;
  }

  /** Takes all components of an element that are not blank, in order. @param from first place, from 1 @param to last */
  takeAll(element: number, from = 1, to = Number.POSITIVE_INFINITY): string[] {
    const places = Math.min(to, this.segment.elements[element - 1]?.length ?? 0);
    const values: string[] = [];
    for (let place = from; place <= places; place += 1) {
      const value = this.take(element, place);
      if (value !== undefined) values.push(value);
    }
    return values;
  }

  /** Takes a component only if it holds one of some values that the mapping implies, such as a code list qualifier. */
  expect(element: number, place: number, ...values: readonly string[]): boolean {
    const matches = values.includes(this.peek(element, place));
    if (matches) this.take(element, place);
    return matches;
  }

  position(element?: number, place?: number): SegmentPosition {
    return positionOf(this.segment, element, place);
  }

  /** What was not taken. */
  rest(): Unmapped[] {
    return this.#values(false);
  }

  /** What was taken, for values that found no place after all. */
  taken(): Unmapped[] {
    return this.#values(true);
  }

  #values(taken: boolean): Unmapped[] {
    return valuesOf(
      this.segment,
      (element, place, repeated) => (!repeated && this.#taken.has(`${element}:${place}`)) === taken,
    );
  }

  /** Whether nothing of the segment went into the document. */
  get untouched(): boolean {
    return this.#taken.size === 0;
  }
}
