/** What the mapping of a JSON file has to say besides the document. */
import { sha256 } from '@noble/hashes/sha2';
import { type Finding, finding, type PathPosition } from '../../../../protocol/checks/finding.ts';
import type { RuleId } from '../../../../protocol/checks/rules.ts';
import { escapeToken } from '../../../../protocol/json/json-pointer.ts';
import { toBareHex } from '../../../../protocol/merkle/hex.ts';
import type { Unmapped } from '../../reading.ts';
import type { LineIndex, ScalarNode, SourceNode } from './source-tree.ts';

/** Longest value that is listed whole; what is longer, such as a picture in base64, is told by its digest. */
const MAX_LISTED = 2_000;

/** Remembers what was taken of a file, where it went, and what was found on the way. */
export class MappingLog {
  readonly findings: Finding[] = [];
  /** Position in the file by pointer into the document. */
  readonly sources = new Map<string, PathPosition>();
  readonly #lines: LineIndex;
  readonly #taken = new Set<SourceNode>();

  constructor(lines: LineIndex) {
    this.#lines = lines;
  }

  positionOf(node: SourceNode, path: string): PathPosition {
    return { path, ...this.#lines.positionOf(node.at) };
  }

  /** Notes that a value is in the document. */
  take(node: SourceNode): void {
    this.#taken.add(node);
  }

  report(rule: RuleId, pointer: string, message: string, position?: PathPosition): void {
    this.findings.push(finding(rule, pointer, message, position));
  }

  /** Every value of a tree that is not blank and was not taken, in the order of the file. */
  unmapped(root: SourceNode, path = ''): Unmapped[] {
    const rest: Unmapped[] = [];
    this.#collect(root, path, rest);
    return rest;
  }

  #collect(node: SourceNode, path: string, rest: Unmapped[]): void {
    if (this.#taken.has(node)) return;
    if (node.type === 'object') {
      for (const [key, member] of Object.entries(node.members)) {
        this.#collect(member, `${path}/${escapeToken(key)}`, rest);
      }
    } else if (node.type === 'array') {
      node.items.forEach((item, index) => {
        this.#collect(item, `${path}/${index}`, rest);
      });
    } else if (node.type !== 'null' && node.text.trim() !== '') {
      rest.push({ ...this.positionOf(node, path), value: listed(node) });
    }
  }
}

function listed({ text }: ScalarNode): string {
  if (text.length <= MAX_LISTED) return text;
  const digest = toBareHex(sha256(new TextEncoder().encode(text)));
  return `${text.length} characters, SHA-256 ${digest}, beginning ${text.slice(0, 60).toWellFormed()}`;
}
