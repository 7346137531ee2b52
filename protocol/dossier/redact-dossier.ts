/** Showing less: any holder can take content, fields and files out of a dossier, and what is left still verifies. */
import { type Disclosure, redact } from '../disclosure/disclosure.ts';
import type { Dossier, DossierContent } from './dossier.ts';

export interface Redaction {
  /** Roots of content to take out as a whole. */
  readonly contents?: readonly string[];
  /** Digests of files to take out; their names stay where the content shows them. */
  readonly attachments?: readonly string[];
  /** Pointers to hide by root, each with everything inside it. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Takes content out of a dossier; what people signed cannot be taken out, since that would hide that it happened. A file
 * that no content names any more goes as well.
 * @throws {CodedError} TREE_HIDDEN_COUNT if a content is not sound
 */
export function redactDossier(dossier: Dossier, redaction: Redaction): Dossier {
  const { contents: without = [], attachments: withoutFiles = [], fields = {} } = redaction;
  const contents = dossier.contents.flatMap((content): DossierContent[] => {
    if (without.includes(content.root)) return [];
    const hidden = fields[content.root];
    const disclosure = hidden === undefined ? content.disclosure : redact(content.disclosure, hidden);
    return disclosure.sections.length === 0 ? [] : [{ root: content.root, disclosure }];
  });
  const named = new Set(contents.flatMap(({ disclosure }) => filesIn(disclosure)));
  const attachments = dossier.attachments.filter(({ sha256 }) => named.has(sha256) && !withoutFiles.includes(sha256));
  return { ...dossier, contents, attachments };
}

/** Digests of the files that a disclosure names. */
export function filesIn({ sections }: Disclosure): string[] {
  return sections.flatMap(({ leaves }) => leaves.flatMap((leaf) => (leaf.kind === 'file' ? [leaf.value[2]] : [])));
}
