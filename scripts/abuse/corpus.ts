/** Files that abuse starts from: the samples of the tests, and the templates with their worked examples. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { templateFile } from '../../server/formats/table/table-file.ts';
import { TABLE_FORMATS, TEMPLATE_NAMES } from '../../server/formats/table/templates/templates.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../test/samples');
const FORMATS: readonly string[] = ['.edi', '.xml', '.json', '.csv', '.xlsx', '.pdf', '.png', '.jpg', '.tif'];

export interface CorpusFile {
  /** Path within the samples. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Every sample of a format that intake knows, in the order of their names, then the templates. */
export function readCorpus(folder = SAMPLES): CorpusFile[] {
  const samples = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && FORMATS.includes(path.extname(entry.name)))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      name: path.relative(folder, file).split(path.sep).join('/'),
      bytes: new Uint8Array(readFileSync(file)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const templates = TEMPLATE_NAMES.flatMap((name) =>
    TABLE_FORMATS.map((format) => ({ name: `${name}.${format}`, bytes: templateFile(name, format).bytes })),
  );
  return [...samples, ...templates];
}
