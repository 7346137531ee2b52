/** From an element and the rules of its kind to an item of the file. */
import type { MappedField } from '../mapping-notes.ts';
import type { MappedItem } from '../reading.ts';
import { applyRules, Draft, type DraftObject, documentOf, type Rule, sourcesOf, unmappedIn } from './mapping.ts';
import type { XmlElement } from './tree.ts';

/** Names of a mapping, as in `MappedItem`. */
export interface MappingName {
  readonly kind: string;
  readonly mapping: string;
  readonly mappingVersion: string;
}

/** An element of a file that becomes a document, and the part of the file that it answers for. */
export interface Message {
  readonly element: XmlElement;
  /** What is reported with it if it is not mapped: the whole file for the first message, else the message alone. */
  readonly scope: XmlElement;
  /** Parts of the scope that other messages answer for. */
  readonly others: readonly XmlElement[];
}

/**
 * Maps a message.
 * @param initial members that every document of the kind has
 * @param rules in the order in which they take values
 * @param finish sets what follows from what was mapped
 */
export function mapMessage(
  name: MappingName,
  message: Message,
  { initial, rules, finish }: { initial: DraftObject; rules: readonly Rule[]; finish?: (draft: Draft) => void },
): MappedItem {
  const draft = new Draft(message.element);
  for (const [member, fixed] of Object.entries(initial)) draft.set(`/${member}`, structuredClone(fixed));
  draft.adopt(applyRules(rules, message.element, draft), '');
  finish?.(draft);
  const { lrn = '', number = '' } = draft.object;
  return {
    ...name,
    reference: String(lrn || number),
    document: documentOf(draft),
    findings: draft.findings,
    unmapped: unmappedIn(message.scope, draft, message.others),
    sources: sourcesOf(draft),
  };
}

/** What rules map, as rows of the documentation. */
export const rowsOf = (rules: readonly Rule[]): MappedField[] => rules.flatMap(({ rows }) => rows);
