/** Source files as the architecture checks read them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface Source {
  /** Path from the project, `/` as separator. */
  readonly file: string;
  readonly text: string;
}

/** One breach of a rule. */
export interface Finding {
  readonly rule: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly detail: string;
}

export function readSources(root: string, files: readonly string[]): Source[] {
  return files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

/** Calls `visit` for every node of a TypeScript file, with the line it starts on, from 1. */
export function walk(source: Source, visit: (node: ts.Node, line: number) => void): void {
  const tree = ts.createSourceFile(source.file, source.text, ts.ScriptTarget.Latest, true);
  const step = (node: ts.Node): void => {
    visit(node, tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1);
    node.forEachChild(step);
  };
  step(tree);
}

/** `FILE:LINE RULE: DETAIL`. */
export function formatFinding({ rule, file, line, detail }: Finding): string {
  return `${file}:${line} ${rule}: ${detail}`;
}
