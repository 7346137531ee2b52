/** Elements of an XML file, each with its place. */
import type { PathPosition } from '../../../protocol/checks/finding.ts';

/** An element or an attribute: what a value stands in. */
export interface XmlNode {
  /** Value without white space around it, normalized (NFC); empty if there is none. */
  readonly value: string;
  position(): PathPosition;
}

export class XmlElement implements XmlNode {
  /** Name without prefix. */
  readonly name: string;
  /** Namespace, empty if there is none. */
  readonly namespace: string;
  readonly parent: XmlElement | undefined;
  /** Line and column of the opening bracket, from 1. */
  readonly line: number;
  readonly column: number;
  #attributes: XmlAttribute[] | undefined;
  #children: XmlElement[] | undefined;
  value = '';
  /** Place among the children of the parent that have the same name, from 1. */
  readonly #place: number;
  /** How many children of each name there are. Most elements have none, so lists and map are made when needed. */
  #places: Map<string, number> | undefined;
  /** Kept once asked for; the tree is finished by then. */
  #path: string | undefined;

  constructor(name: string, namespace: string, parent: XmlElement | undefined, line: number, column: number) {
    this.name = name;
    this.namespace = namespace;
    this.parent = parent;
    this.line = line;
    this.column = column;
    this.#place = parent === undefined ? 1 : parent.#admit(this);
  }

  get attributes(): readonly XmlAttribute[] {
    return this.#attributes ?? [];
  }

  get children(): readonly XmlElement[] {
    return this.#children ?? [];
  }

  addAttribute(name: string, value: string): void {
    this.#attributes ??= [];
    this.#attributes.push(new XmlAttribute(name, value, this));
  }

  #admit(child: XmlElement): number {
    this.#children ??= [];
    this.#children.push(child);
    this.#places ??= new Map();
    const place = (this.#places.get(child.name) ?? 0) + 1;
    this.#places.set(child.name, place);
    return place;
  }

  /** Names from the root down, with a place where a parent has several children of a name. */
  get path(): string {
    this.#path ??= this.#spellPath();
    return this.#path;
  }

  #spellPath(): string {
    const { parent } = this;
    if (parent === undefined) return `/${this.name}`;
    const several = (parent.#places?.get(this.name) ?? 1) > 1;
    return `${parent.path}/${this.name}${several ? `[${this.#place}]` : ''}`;
  }

  position(): PathPosition {
    return { path: this.path, line: this.line, column: this.column };
  }

  childrenNamed(name: string): XmlElement[] {
    return this.#places?.has(name) ? this.children.filter((child) => child.name === name) : [];
  }

  /** First descendant that a path of names leads to; the element itself for an empty path. */
  find(...names: readonly string[]): XmlElement | undefined {
    const [name, ...rest] = names;
    if (name === undefined) return this;
    return this.childrenNamed(name)[0]?.find(...rest);
  }
}

export class XmlAttribute implements XmlNode {
  readonly name: string;
  readonly value: string;
  readonly element: XmlElement;

  constructor(name: string, value: string, element: XmlElement) {
    this.name = name;
    this.value = value;
    this.element = element;
  }

  position(): PathPosition {
    const { path, line, column } = this.element;
    return { path: `${path}/@${this.name}`, line, column };
  }
}

/** Everything below an element that holds a value, in the order of the file. */
export function* valuesOf(element: XmlElement): Generator<XmlNode> {
  for (const attribute of element.attributes) if (attribute.value !== '') yield attribute;
  if (element.value !== '') yield element;
  for (const child of element.children) yield* valuesOf(child);
}
