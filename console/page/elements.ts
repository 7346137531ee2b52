/** Elements by their text: nothing here can put markup on the page. */

type Child = Node | string;

/** Makes an element with attributes and children; strings become text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A list of labels and values. */
export function definitions(lines: readonly { readonly label: string; readonly value: string }[]): HTMLElement {
  const rows = lines.map(({ label, value }) =>
    element('div', {}, element('dt', {}, label), element('dd', isDigest(value) ? { class: 'mono' } : {}, value)),
  );
  return element('dl', {}, ...rows);
}

/** Something to open. */
export function details(summary: string, ...children: readonly Child[]): HTMLElement {
  return element('details', {}, element('summary', {}, summary), ...children);
}

const isDigest = (value: string) => /^0x[0-9a-f]{16,}$/.test(value);
