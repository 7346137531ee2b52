/** Writing XML: elements with text or children, in UTF-8. Characters that XML 1.0 cannot carry are left out. */

/** An element to be written; one without content is left out. */
export interface XmlNodeOut {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | readonly XmlNodeOut[];
}

/** An element with children, or with text; `undefined` content makes no element. */
export function element(
  name: string,
  content: string | number | undefined | readonly (XmlNodeOut | undefined)[],
  attributes?: Readonly<Record<string, string | undefined>>,
): XmlNodeOut | undefined {
  if (content === undefined) return undefined;
  const given = Object.entries(attributes ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const inner = typeof content === 'object' ? content.filter((child) => child !== undefined) : String(content);
  if (inner.length === 0) return undefined;
  return { name, content: inner, ...(given.length === 0 ? {} : { attributes: Object.fromEntries(given) }) };
}

/** A whole document, indented by tabs. */
export function writeXml(root: XmlNodeOut): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`;
}

function lines({ name, attributes = {}, content }: XmlNodeOut, indent: string): string[] {
  const start = `${indent}<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('')}>`;
  if (typeof content === 'string') return [`${start}${escaped(content)}</${name}>`];
  return [start, ...content.flatMap((child) => lines(child, `${indent}\t`)), `${indent}</${name}>`];
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** @see XML 1.0 section 2.2, Char */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML cannot carry are meant
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  const allowed = text.toWellFormed().replace(FORBIDDEN, '');
  return allowed.replace(/[&<>"\r\n\t]/g, (character) => REFERENCES[character] ?? '');
}
