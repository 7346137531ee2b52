/**
 * XML text to a tree, by a strict parser (saxes, which jsdom reads XML with) that knows no entities but the five of the
 * standard. What makes XML dangerous is refused: document type definitions, depth, and sheer numbers.
 * @see XML 1.0; Namespaces in XML 1.0
 */
import { SaxesParser } from 'saxes';
import { CodedError } from '../../../protocol/coded-error.ts';
import { FormatError, type FormatErrorCode } from '../format-error.ts';
import { XmlElement } from './tree.ts';

export interface XmlLimits {
  /** Elements inside each other. */
  readonly depth: number;
  /** Of the whole file. */
  readonly elements: number;
  /** Of one element, namespace declarations included. */
  readonly attributes: number;
  /** Length of one name, in UTF-16 code units. */
  readonly nameLength: number;
  /** Length of one value, in UTF-16 code units. */
  readonly valueLength: number;
}

export const XML_LIMITS: XmlLimits = {
  depth: 48,
  elements: 250_000,
  attributes: 64,
  nameLength: 200,
  valueLength: 20_000,
};

/** The parser is given pieces of this size, in UTF-16 code units, so that one endless token is noticed early. */
const PIECE_LENGTH = 65_536;

/** Longest stretch in which nothing begins or ends: a comment, an attribute, a run of references. */
const MAX_TOKEN_LENGTH = 4 * PIECE_LENGTH;

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/**
 * Reads the elements of an XML file.
 * @param text decoded, without byte order mark
 * @returns the root element
 * @throws {FormatError} XML_MALFORMED, XML_DOCTYPE, XML_TOO_DEEP or XML_TOO_LARGE, with line and column from 1
 */
export function parseXml(text: string, limits = XML_LIMITS): XmlElement {
  const builder = new TreeBuilder(text, limits);
  return builder.build();
}

class TreeBuilder {
  readonly #text: string;
  readonly #limits: XmlLimits;
  readonly #parser = new SaxesParser({ xmlns: true, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  readonly #open: XmlElement[] = [];
  #root: XmlElement | undefined;
  #elements = 0;
  /** Offset of the last thing that began or ended. */
  #lastEvent = 0;
  #start: Place = { line: 1, column: 1 };
  /** Pieces of text of the open elements, by depth. */
  readonly #pieces: string[][] = [];
  readonly #lengths: number[] = [];

  constructor(text: string, limits: XmlLimits) {
    this.#text = text;
    this.#limits = limits;
    this.#listen();
  }

  build(): XmlElement {
    this.#refuseAtOnce();
    try {
      for (let at = 0; at < this.#text.length; at += PIECE_LENGTH) {
        this.#parser.write(this.#text.slice(at, at + PIECE_LENGTH));
        if (at - this.#lastEvent > MAX_TOKEN_LENGTH && !this.#skippedComment(at)) {
          throw this.#refusal('XML_TOO_LARGE', 'token');
        }
      }
      this.#parser.close();
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw this.#refusal('XML_MALFORMED', reasonOf(error));
    }
    if (this.#root === undefined) throw this.#refusal('XML_MALFORMED', 'no element');
    return this.#root;
  }

  /** What can be told without parsing. */
  #refuseAtOnce(): void {
    if (!this.#text.isWellFormed()) throw this.#refusal('XML_MALFORMED', 'lone surrogate');
    const version = /^<\?xml\s+version\s*=\s*["']([^"']*)["']/.exec(this.#text)?.[1];
    if (version !== undefined && version !== '1.0') throw this.#refusal('XML_MALFORMED', `version ${version}`);
    const doctype = doctypeIn(this.#text);
    if (doctype !== undefined) throw this.#refusal('XML_DOCTYPE', undefined, placeAt(this.#text, doctype));
  }

  /**
   * Five listeners and no more: from the seventh on, V8 keeps the parser's fields in a dictionary, and everything takes
   * five times as long. Errors without a listener are thrown.
   */
  #listen(): void {
    const parser = this.#parser;
    const progress = () => {
      this.#lastEvent = parser.position;
    };
    parser.on('opentagstart', ({ name }) => {
      progress();
      this.#begin(name);
    });
    parser.on('opentag', (tag) => this.#openElement(tag.local, tag.uri, Object.values(tag.attributes)));
    parser.on('text', (text) => this.#append(text));
    parser.on('cdata', (text) => this.#append(text));
    parser.on('closetag', () => {
      progress();
      this.#close();
    });
  }

  /** Comments and processing instructions are tokens of their own. @returns whether one ended since the last event */
  #skippedComment(at: number): boolean {
    const since = this.#text.slice(this.#lastEvent, at);
    const end = Math.max(since.lastIndexOf('-->'), since.lastIndexOf('?>'));
    if (end > 0) this.#lastEvent += end;
    return end > 0 && at - this.#lastEvent <= MAX_TOKEN_LENGTH;
  }

  #begin(name: string): void {
    this.#start = placeBefore(this.#text, this.#parser);
    this.#elements += 1;
    if (this.#open.length >= this.#limits.depth) throw this.#refusal('XML_TOO_DEEP', this.#limits.depth, this.#start);
    if (this.#elements > this.#limits.elements) throw this.#refusal('XML_TOO_LARGE', 'elements');
    if (name.length > this.#limits.nameLength) throw this.#refusal('XML_TOO_LARGE', 'name');
  }

  #checkAttributes(attributes: readonly SaxAttribute[]): void {
    if (attributes.length > this.#limits.attributes) throw this.#refusal('XML_TOO_LARGE', 'attributes');
    for (const { name, value } of attributes) {
      if (name.length > this.#limits.nameLength) throw this.#refusal('XML_TOO_LARGE', 'name');
      if (value.length > this.#limits.valueLength) throw this.#refusal('XML_TOO_LARGE', 'attribute');
    }
  }

  #openElement(name: string, namespace: string, attributes: readonly SaxAttribute[]): void {
    this.#checkAttributes(attributes);
    const { line, column } = this.#start;
    const element = new XmlElement(name, namespace, this.#open.at(-1), line, column);
    this.#root ??= element;
    for (const { local, uri, value } of attributes) {
      // a namespace declaration is part of the names, not a value
      if (uri !== XMLNS) element.addAttribute(local, clean(value));
    }
    this.#open.push(element);
    this.#pieces.push([]);
    this.#lengths.push(0);
  }

  #append(text: string): void {
    const depth = this.#open.length - 1;
    const length = (this.#lengths[depth] ?? 0) + text.length;
    this.#lengths[depth] = length;
    if (text.trim() === '') {
      // white space between elements is layout
      if ((this.#pieces[depth]?.length ?? 0) > 0) this.#pieces[depth]?.push(' ');
      return;
    }
    if (length > this.#limits.valueLength) throw this.#refusal('XML_TOO_LARGE', 'text');
    this.#pieces[depth]?.push(text);
  }

  #close(): void {
    const element = this.#open.pop();
    const pieces = this.#pieces.pop() ?? [];
    this.#lengths.pop();
    if (element !== undefined && pieces.length > 0) element.value = clean(pieces.join(''));
  }

  #refusal(code: FormatErrorCode, what?: string | number, place: Place = placeOf(this.#parser)): FormatError {
    return new FormatError(code, { ...(what === undefined ? {} : { what }), line: place.line, column: place.column });
  }
}

interface SaxAttribute {
  readonly name: string;
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

/** Line and column, from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

interface Cursor {
  readonly line: number;
  readonly columnIndex: number;
  readonly position: number;
}

const placeOf = ({ line, columnIndex }: Cursor): Place => ({ line, column: columnIndex + 1 });

/** Place of the bracket that opens the tag whose name was just read; the character after the name is read as well. */
function placeBefore(text: string, { line, columnIndex, position }: Cursor): Place {
  const bracket = text.lastIndexOf('<', position - 1);
  const after = text.slice(bracket, position);
  const onSameLine = !/[\r\n]/.test(after);
  if (onSameLine) return { line, column: columnIndex - after.length + 1 };
  const lineStart = Math.max(text.lastIndexOf('\n', bracket), text.lastIndexOf('\r', bracket)) + 1;
  return { line: line - 1, column: bracket - lineStart + 1 };
}

/** Offset of a document type declaration, which can only stand before the root element. */
function doctypeIn(text: string): number | undefined {
  let at = 0;
  for (;;) {
    const space = /\s*/y;
    space.lastIndex = at;
    at += space.exec(text)?.[0].length ?? 0;
    if (text.startsWith('<!DOCTYPE', at)) return at;
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    const found = end === undefined ? -1 : text.indexOf(end, at + 2);
    if (end === undefined || found < 0) return undefined;
    at = found + end.length;
  }
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Values are compared and hashed, so they are in one normal form and without the layout around them. */
const clean = (value: string) => value.trim().normalize('NFC');

/** What the parser says, without the place that it puts before it, and short. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/^[^ ]*\d+:\d+: /, '')
    .slice(0, 200)
    .toWellFormed();
}
