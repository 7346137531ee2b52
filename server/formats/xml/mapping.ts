/**
 * Mappings from XML to canonical documents as lists of rules. A rule takes values from the tree and puts them into the
 * document; whatever no rule takes is reported, so nothing is lost in silence. The rules describe themselves for
 * docs/formats.md.
 */
import { type Finding, finding, type SourcePosition } from '../../../protocol/checks/finding.ts';
import type { RuleId } from '../../../protocol/checks/rules.ts';
import { arrayIndex, tokensOf, unescapeToken } from '../../../protocol/json/json-pointer.ts';
import type { JsonScalar, JsonValue } from '../../../protocol/json/json-value.ts';
import type { MappedField } from '../mapping-notes.ts';
import type { Unmapped } from '../reading.ts';
import { valuesOf, type XmlElement, type XmlNode } from './tree.ts';

/** A document while it is being built. */
export type DraftObject = { [key: string]: DraftValue };
type DraftValue = JsonScalar | DraftObject | DraftValue[];

interface TakenNode {
  readonly node: XmlNode;
  readonly pointer?: string;
}

/** A part of the document, built from a part of the tree; nothing of it counts until its parent takes it over. */
export class Draft {
  readonly element: XmlElement;
  readonly object: DraftObject = {};
  readonly findings: Finding[] = [];
  /** Nodes whose values are in the object, with their pointer; without one if the place in the document implies them. */
  readonly taken: TakenNode[] = [];
  /** Of the whole mapping: a value is taken once. */
  readonly #allTaken: Set<XmlNode>;
  /** Elements that objects were made of, by pointer. */
  readonly origins = new Map<string, XmlElement>();

  constructor(element: XmlElement, allTaken: Set<XmlNode> = new Set()) {
    this.element = element;
    this.#allTaken = allTaken;
  }

  isTaken(node: XmlNode): boolean {
    return this.#allTaken.has(node);
  }

  /** Marks a value as taken. @param pointer where it stands; absent if the place in the document implies it */
  take(node: XmlNode, pointer?: string): void {
    this.#allTaken.add(node);
    this.taken.push(pointer === undefined ? { node } : { node, pointer });
  }

  /** Gives back everything that was taken. */
  discard(): void {
    for (const { node } of this.taken) this.#allTaken.delete(node);
  }

  /** Puts a value into the object. */
  set(pointer: string, value: DraftValue, ...nodes: readonly XmlNode[]): void {
    place(this.object, pointer, value);
    for (const node of nodes) this.take(node, pointer);
  }

  has(pointer: string): boolean {
    return lookUp(this.object, pointer) !== undefined;
  }

  report(rule: RuleId, pointer: string, message: string, node: XmlNode): void {
    this.findings.push(finding(rule, pointer, message, node.position()));
  }

  /** A draft for a part of the tree. */
  part(element: XmlElement): Draft {
    return new Draft(element, this.#allTaken);
  }

  /** Takes over a part. @param pointer where its object stands, empty for this object itself */
  adopt(part: Draft, pointer: string): void {
    for (const [key, value] of Object.entries(part.object)) place(this.object, `${pointer}/${key}`, value);
    for (const each of part.taken) {
      const stays = pointer === '' || each.pointer === undefined;
      this.taken.push(stays ? each : { node: each.node, pointer: pointer + each.pointer });
    }
    if (pointer !== '') this.origins.set(pointer, part.element);
    for (const [inner, element] of part.origins) this.origins.set(pointer + inner, element);
    for (const found of part.findings) this.findings.push({ ...found, pointer: `${pointer}${found.pointer}` });
  }

  /** Appends to an array. @returns pointer of the new item */
  append(pointer: string, value: DraftValue): string {
    const array = lookUp(this.object, pointer);
    const index = Array.isArray(array) ? array.length : 0;
    place(this.object, `${pointer}/${index}`, value);
    return `${pointer}/${index}`;
  }
}

/** One step of a mapping. */
export interface Rule {
  apply(draft: Draft): void;
  /** What it maps, with paths relative to the element and the object that it works on. */
  readonly rows: readonly MappedField[];
}

/** Applies rules to an element. */
export function applyRules(rules: readonly Rule[], element: XmlElement, before?: Draft): Draft {
  const draft = before === undefined ? new Draft(element) : before.part(element);
  for (const rule of rules) rule.apply(draft);
  return draft;
}

/** Place in the file by pointer into the document; of several values at one pointer, the first. */
export function sourcesOf(draft: Draft): Map<string, SourcePosition> {
  const sources = new Map<string, SourcePosition>();
  for (const { node, pointer } of draft.taken) {
    if (pointer !== undefined && !sources.has(pointer)) sources.set(pointer, node.position());
  }
  for (const [pointer, element] of draft.origins) {
    if (!sources.has(pointer)) sources.set(pointer, element.position());
  }
  return sources;
}

/** Values of a tree that no rule took. @param except parts of the tree that other messages of the file answer for */
export function unmappedIn(root: XmlElement, draft: Draft, except: readonly XmlElement[] = []): Unmapped[] {
  const rest: Unmapped[] = [];
  for (const node of valuesOf(root)) {
    if (draft.isTaken(node) || except.some((part) => isBelow(node, part))) continue;
    rest.push({ ...node.position(), value: node.value });
  }
  return rest;
}

/** The document as plain JSON. */
export const documentOf = (draft: Draft): JsonValue => draft.object;

/** Nodes that a path of names leads to; the last name may be an attribute, as in `Amount/@currencyID`. */
export function nodesAt(element: XmlElement, path: string): XmlNode[] {
  if (path === '') return [element];
  let elements: readonly XmlElement[] = [element];
  for (const name of stepsOf(path)) {
    if (name.startsWith('@')) {
      return elements.flatMap(({ attributes }) => attributes.filter((attribute) => `@${attribute.name}` === name));
    }
    const [only, another] = elements;
    if (only === undefined) return [];
    elements = another === undefined ? only.childrenNamed(name) : elements.flatMap((each) => each.childrenNamed(name));
  }
  return [...elements];
}

/** Paths are those of the rules, so there are a few hundred of them. */
const STEPS = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  const known = STEPS.get(path);
  if (known !== undefined) return known;
  const steps = path.split('/');
  STEPS.set(path, steps);
  return steps;
}

/** Elements that a path of names leads to. */
export function elementsAt(element: XmlElement, path: string): XmlElement[] {
  return nodesAt(element, path) as XmlElement[];
}

function isBelow(node: XmlNode, element: XmlElement): boolean {
  let at: XmlElement | undefined = 'element' in node ? (node.element as XmlElement) : (node as XmlElement);
  while (at !== undefined && at !== element) at = at.parent;
  return at !== undefined;
}

function lookUp(object: DraftObject, pointer: string): DraftValue | undefined {
  const member = memberOf(pointer);
  if (member !== undefined) return Object.hasOwn(object, member) ? object[member] : undefined;
  let value: DraftValue | undefined = object;
  for (const token of tokensOf(pointer)) {
    if (Array.isArray(value)) value = value[arrayIndex(token) ?? -1];
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

/** Name of a member of the object itself, which most pointers of rules are; undefined for any other pointer. */
const memberOf = (pointer: string): string | undefined =>
  pointer.length > 1 && pointer.indexOf('/', 1) < 0 ? unescapeToken(pointer.slice(1)) : undefined;

/** Sets a value, and makes the containers on the way: arrays where the next token is an index. */
function place(object: DraftObject, pointer: string, value: DraftValue): void {
  const member = memberOf(pointer);
  if (member !== undefined) {
    object[member] = value;
    return;
  }
  const tokens = tokensOf(pointer);
  let container: DraftObject | DraftValue[] = object;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const child: DraftValue = next === undefined ? value : arrayIndex(next) === undefined ? {} : [];
    container = step(container, token, child, next === undefined);
  }
}

function step(
  container: DraftObject | DraftValue[],
  token: string,
  child: DraftValue,
  last: boolean,
): DraftObject | DraftValue[] {
  if (Array.isArray(container)) {
    const index = arrayIndex(token) ?? container.length;
    if (last || container[index] === undefined) container[index] = child;
    return container[index] as DraftObject | DraftValue[];
  }
  if (last || !Object.hasOwn(container, token)) container[token] = child;
  return container[token] as DraftObject | DraftValue[];
}
