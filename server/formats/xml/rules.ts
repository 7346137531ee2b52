/** The rules that mappings from XML are made of. Paths and pointers are relative to what the rule is applied to. */
import type { MappedField } from '../mapping-notes.ts';
import { applyRules, type Draft, type DraftObject, elementsAt, nodesAt, type Rule } from './mapping.ts';
import type { XmlElement, XmlNode } from './tree.ts';
import { type Reading, readStatedTime, type StatedTime } from './values.ts';

/**
 * One value. Of several at the path the first that is not blank counts; the others stay unmapped.
 * @param from names, for example `GoodsShipment/Destination/CountryCode` or `Amount/@currencyID`
 * @param to where it goes; skipped if something stands there
 */
export function value(from: string, to: string, read: Reading, note?: string): Rule {
  return {
    rows: [row(from, to, note)],
    apply(draft) {
      if (draft.has(to)) return;
      const node = nodesAt(draft.element, from).find((each) => each.value !== '' && !draft.isTaken(each));
      if (node !== undefined) takeInto(draft, node, to, read);
    },
  };
}

/** All values of a path, into an array. */
export function values(from: string, to: string, read: Reading, note?: string): Rule {
  return {
    rows: [row(from, `${to}/0`, note)],
    apply(draft) {
      for (const node of nodesAt(draft.element, from)) {
        if (node.value === '' || draft.isTaken(node)) continue;
        const result = read(node.value);
        if (result === undefined) draft.report('VALUE_UNREADABLE', to, node.value, node);
        else draft.take(node, draft.append(to, result));
      }
    },
  };
}

/** A value that the place in the document implies, such as the qualifier under which it came. */
export function implied(from: string, ...allowed: readonly string[]): Rule {
  return {
    rows: [],
    apply(draft) {
      for (const node of nodesAt(draft.element, from)) {
        if (node.value !== '' && allowed.includes(node.value) && !draft.isTaken(node)) draft.take(node);
      }
    },
  };
}

interface TimeMembers {
  /** RFC 3339 with offset. */
  readonly instant?: string;
  /** In place of `instant` where the file names no time zone. */
  readonly local?: string;
  /** RFC 3339 full-date. */
  readonly date?: string;
}

/**
 * A point in time: text of the element or of its `DateTimeString`, whose `formatCode` says how it is written.
 * @param members where it goes, by how much of it is stated; what has no member stays unmapped with a finding
 */
export function time(from: string, members: TimeMembers): Rule {
  const [to = ''] = [members.instant, members.local, members.date].filter((member) => member !== undefined);
  return {
    rows: Object.values(members).map((member: string) => row(from, member)),
    apply(draft) {
      if (Object.values(members).some((member: string) => draft.has(member))) return;
      const element = elementsAt(draft.element, from).find((each) => timeNode(each) !== undefined);
      const node = element === undefined ? undefined : timeNode(element);
      if (node === undefined) return;
      const format = node.attributes.find(({ name }) => name === 'formatCode');
      const stated = readStatedTime(node.value, format?.value ?? '');
      const [member, spelling] = stated === undefined ? [] : memberFor(members, stated);
      if (stated === undefined) draft.report('VALUE_UNREADABLE', to, node.value, node);
      else if (member === undefined) draft.report('XML_LOCAL_TIME', to, node.value, node);
      else draft.set(member, spelling ?? '', node, ...(format === undefined ? [] : [format]));
    },
  };
}

function timeNode(element: XmlElement): XmlElement | undefined {
  return [element, ...element.childrenNamed('DateTimeString')].find(({ value: text }) => text !== '');
}

/** Nothing that is stated may be lost: a time of day has no place in a date. */
function memberFor(members: TimeMembers, { date, local, instant }: StatedTime): [string?, string?] {
  if (instant !== undefined) return members.instant === undefined ? [] : [members.instant, instant];
  if (local !== undefined) return members.local === undefined ? [] : [members.local, local];
  return members.date === undefined ? [] : [members.date, date];
}

interface ObjectOptions {
  /** Members that every object has, if anything was taken for it. */
  readonly fixed?: DraftObject;
  /** Members without which the object is not made, and its values stay unmapped. */
  readonly requires?: readonly string[];
  /** Which elements count. */
  readonly where?: (element: XmlElement) => boolean;
  /** Objects are made even of empty elements, because others are counted by their place. */
  readonly keepsPlace?: boolean;
  readonly note?: string;
}

/** One object, from the first element at a path that yields one. An empty `to` adds to the object itself. */
export function object(from: string, to: string, rules: readonly Rule[], options: ObjectOptions = {}): Rule {
  return {
    rows: within(from, to, rules, options.note),
    apply(draft) {
      if (to !== '' && draft.has(to)) return;
      for (const element of elementsAt(draft.element, from)) {
        const part = madeOf(draft, element, rules, options);
        if (part === undefined) continue;
        draft.adopt(part, to);
        return;
      }
    },
  };
}

/** An array of objects, one for each element of a path that yields one. */
export function objects(from: string, to: string, rules: readonly Rule[], options: ObjectOptions = {}): Rule {
  return {
    rows: within(from, `${to}/0`, rules, options.note),
    apply(draft) {
      for (const element of elementsAt(draft.element, from)) {
        const part = madeOf(draft, element, rules, options);
        if (part !== undefined) draft.adopt(part, draft.append(to, {}));
      }
    },
  };
}

/** A step that no other rule describes. */
export function custom(rows: readonly MappedField[], apply: (draft: Draft) => void): Rule {
  return { rows, apply };
}

export const row = (from: string, to: string, note?: string): MappedField => ({
  from,
  to,
  ...(note === undefined ? {} : { note }),
});

/** Takes a value if it can be read; else it is reported and stays unmapped. @returns whether it was taken */
export function takeInto(draft: Draft, node: XmlNode, to: string, read: Reading): boolean {
  const result = read(node.value);
  if (result === undefined) draft.report('VALUE_UNREADABLE', to, node.value.slice(0, 200).toWellFormed(), node);
  else draft.set(to, result, node);
  return result !== undefined;
}

function madeOf(draft: Draft, element: XmlElement, rules: readonly Rule[], options: ObjectOptions): Draft | undefined {
  const { fixed = {}, requires = [], where, keepsPlace = false } = options;
  if (where !== undefined && !where(element)) return undefined;
  const part = applyRules(rules, element, draft);
  const complete = requires.every((member) => Object.hasOwn(part.object, member));
  if (!keepsPlace && (part.taken.every(({ pointer }) => pointer === undefined) || !complete)) {
    part.discard();
    draft.findings.push(...part.findings.map((found) => ({ ...found, pointer: '' })));
    return undefined;
  }
  for (const [member, constant] of Object.entries(fixed)) part.object[member] ??= structuredClone(constant);
  return part;
}

function within(from: string, to: string, rules: readonly Rule[], note?: string): MappedField[] {
  const prefix = from === '' ? '' : `${from}/`;
  return rules.flatMap(({ rows }) =>
    rows.map((inner) => {
      const notes = [note, inner.note].filter((each) => each !== undefined).join('; ');
      return row(`${prefix}${inner.from}`, `${to}${inner.to}`, notes === '' ? undefined : notes);
    }),
  );
}
