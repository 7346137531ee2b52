import type { SegmentPosition } from '../../../protocol/checks/finding.ts';
import type { Unmapped } from '../reading.ts';
import type { Segment } from './tokenizer.ts';

/** One component of a segment, empty if absent. Positions count from 1. */
export function component(segment: Segment, element: number, place = 1): string {
  return segment.elements[element - 1]?.[place - 1] ?? '';
}

/** Position of a segment, or of an element or component in it, for findings. */
export function positionOf({ number, tag }: Segment, element?: number, place?: number): SegmentPosition {
  return {
    segment: number,
    tag,
    ...(element === undefined ? {} : { element }),
    ...(place === undefined ? {} : { component: place }),
  };
}

/**
 * Values of a segment that are not blank, repetitions included.
 * @param wanted whether a place is asked for; repetitions never count as taken
 */
export function valuesOf(
  segment: Segment,
  wanted: (element: number, place: number, repeated: boolean) => boolean = () => true,
): Unmapped[] {
  const { elements, repeats = [] } = segment;
  const values: Unmapped[] = [];
  const collect = (components: readonly string[], element: number, repeated: boolean) => {
    for (const [at, value] of components.entries()) {
      if (value.trim() === '' || !wanted(element, at + 1, repeated)) continue;
      values.push({ segment: segment.number, tag: segment.tag, element, component: at + 1, value });
    }
  };
  for (const [index, components] of elements.entries()) collect(components, index + 1, false);
  for (const { element, components } of repeats) collect(components, element, true);
  return values;
}
