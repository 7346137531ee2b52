/** Reads every file of a folder as intake does, and says what it made of each. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { JsonError } from '../../protocol/json/json-error.ts';
import { FormatError } from '../../server/formats/format-error.ts';
import { readFile } from '../../server/formats/read-file.ts';
import type { ReadFile } from '../../server/formats/reading.ts';
import { differencesOf } from './compare-facts.ts';
import type { FileFacts } from './facts.ts';
import { factsOf } from './file-facts.ts';

export interface SampleReport {
  /** Path within the folder. */
  readonly file: string;
  /** Kinds of its messages, or the code of the refusal. */
  readonly kind: string;
  readonly refused: boolean;
  readonly messages: number;
  /** Consignments, lines, goods, containers or events. */
  readonly items: number;
  readonly errors: number;
  readonly findings: number;
  readonly unmapped: number;
  /** Undefined if the facts file does not speak of the file. */
  readonly differences: readonly string[] | undefined;
}

/** Facts by path within the folder, as an independent reader wrote them. */
export type StatedFacts = Readonly<Record<string, FileFacts>>;

/**
 * Reports on every file of a folder, and on every file that the facts speak of and that is not there.
 * @throws whatever the reader throws that is no refusal
 */
export function reportOn(folder: string, stated: StatedFacts): SampleReport[] {
  const files = filesIn(folder);
  const lost = Object.keys(stated).filter((file) => !files.includes(file));
  return [
    ...files.map((file) => reportOnFile(folder, file, stated[file])),
    ...lost.map((file) => ({
      ...{ file, kind: 'not there', refused: true, messages: 0, items: 0, errors: 0, findings: 0, unmapped: 0 },
      differences: ['the facts speak of a file that is not there'],
    })),
  ];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

function reportOnFile(folder: string, file: string, stated: FileFacts | undefined): SampleReport {
  const bytes = new Uint8Array(readFileSync(path.join(folder, file)));
  const { read, refusal } = readOrRefusal(bytes, file);
  const all = read === undefined ? [] : [...read.findings, ...read.items.flatMap(({ findings }) => findings)];
  const kinds = new Set(read?.items.map(({ kind }) => kind));
  const kind = typeof stated?.['kind'] === 'string' ? stated['kind'] : '';
  return {
    file,
    kind: refusal ?? [...kinds].join(', '),
    refused: read === undefined,
    messages: read?.items.length ?? 0,
    items: (read?.items ?? []).reduce((sum, { document }) => sum + itemsOf(document), 0),
    errors: all.filter(({ severity }) => severity === 'error').length,
    findings: all.filter(({ severity }) => severity === 'finding').length,
    unmapped: (read?.items ?? []).reduce((sum, { unmapped }) => sum + unmapped.length, 0),
    differences: stated === undefined ? undefined : differencesOf(stated, factsOf(kind, bytes, read)),
  };
}

function readOrRefusal(bytes: Uint8Array, file: string): { read?: ReadFile; refusal?: string } {
  try {
    return { read: readFile({ bytes, fileName: path.basename(file) }) };
  } catch (error) {
    if (error instanceof FormatError || error instanceof JsonError) return { refusal: error.code };
    throw error;
  }
}

/** Lists that a document is about, by the first of them that it has. */
const LISTS = ['consignments', 'lines', 'events', 'items', 'containers'] as const;

function itemsOf(document: object): number {
  for (const name of LISTS) {
    const list = (document as Readonly<Record<string, unknown>>)[name];
    if (Array.isArray(list)) return list.length;
  }
  return 0;
}
