import { DEFAULT_DELIMITERS, type Delimiters } from './delimiters.ts';

/**
 * Writes segments, one a line: the inverse of `tokenize`.
 * @param delimiters must have a release character if a value holds a separator
 */
export function writeSegments(
  segments: Iterable<{ readonly tag: string; readonly elements: readonly (readonly string[])[] }>,
  delimiters: Delimiters = DEFAULT_DELIMITERS,
): string {
  const { component, element, release, terminator } = delimiters;
  const special = new Set([component, element, release, terminator]);
  const released = (value: string) =>
    [...value].map((character) => (special.has(character) ? `${release}${character}` : character)).join('');
  const write = (elements: readonly (readonly string[])[]) =>
    elements.map((components) => components.map(released).join(component)).join(element);
  return [...segments].map(({ tag, elements }) => `${write([[tag], ...elements])}${terminator}\n`).join('');
}
