/** Tables and cards of the page. */
import { element } from '../../../page/elements.ts';

export type Cell = Node | string;

/** A table under a heading; a sentence if there is nothing. */
export function tableOf(
  heading: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  none: string,
): Node[] {
  const title = element('h2', {}, heading);
  if (rows.length === 0) return [title, element('p', { class: 'muted' }, none)];
  const columns = head.map((name) => element('th', { scope: 'col' }, name));
  const body = rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell))));
  const table = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...columns)),
    element('tbody', {}, ...body),
  );
  // a wide table is scrolled by keyboard as well
  return [title, element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': heading }, table)];
}

export function card(heading: string, ...children: readonly Cell[]): HTMLElement {
  return element('section', { class: 'card' }, element('h2', {}, heading), ...children);
}

export const mono = (text: string): HTMLElement => element('span', { class: 'mono', title: text }, shorten(text));

/** An id short enough for a table; the whole stands in its title. */
function shorten(id: string): string {
  return id.length > 22 ? `${id.slice(0, 12)}…${id.slice(-6)}` : id;
}

/** A field to choose a file in, with its label. */
export function fileInput(id: string, label: string, onChoose: (file: File) => void): HTMLElement {
  const input = element('input', { type: 'file', id });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) onChoose(file);
  });
  return element('div', { class: 'row' }, element('label', { for: id }, label), input);
}
