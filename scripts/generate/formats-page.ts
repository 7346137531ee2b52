/** `docs/formats.md`: per format what is mapped from where, and what is kept unmapped. From the notes beside each mapper. */
import { globSync } from 'node:fs';
import path from 'node:path';
import type { MappingNotes } from '../../server/formats/mapping-notes.ts';
import { GENERATED_NOTE, markdownTable } from './markdown.ts';

const FORMATS = path.resolve(import.meta.dirname, '../../server/formats');

/** Notes of every mapping, by the name of the mapping. @throws {TypeError} for a file of notes without any */
export async function readMappingNotes(): Promise<MappingNotes[]> {
  const files = globSync('**/notes.ts', { cwd: FORMATS }).sort();
  const modules = await Promise.all(files.map((file) => import(path.join(FORMATS, file))));
  return modules
    .flatMap((module: { readonly MAPPING_NOTES?: MappingNotes | readonly MappingNotes[] }, index) => {
      if (module.MAPPING_NOTES === undefined) throw new TypeError(`${files[index]} exports no MAPPING_NOTES`);
      return module.MAPPING_NOTES;
    })
    .sort((a, b) => (a.mapping < b.mapping ? -1 : 1));
}

export async function renderFormatsPage(): Promise<string> {
  const all = await readMappingNotes();
  return [
    GENERATED_NOTE,
    '',
    '# Formats',
    '',
    'What `POST /v1/intake`, `corridor intake` and the console read, and where each value goes. A file is told by its',
    'content, never by its name. It is kept byte for byte beside the document that is made of it; the document names its',
    'digest, the mapping and its version. A value of the file is either in the document or in the list `unmapped` of the',
    'answer, with its place: nothing is dropped in silence. What is wrong or doubtful is a finding with a',
    '[rule](rules/README.md); what cannot be read at all is refused with a [code](errors.md) and its place.',
    '',
    'Pointers are RFC 6901 into the document, with `0` for the items of a list.',
    '',
    ...markdownTable(
      ['mapping', 'version', 'standard'],
      all.map(({ mapping, version, standard }) => [`[\`${mapping}\`](#${anchorOf(mapping)})`, version, standard]),
    ),
    ...all.flatMap(sectionOf),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

/** As web pages make an anchor of a heading. */
const anchorOf = (mapping: string) => mapping.toLowerCase().replace(/[^a-z0-9 _-]+/g, '');

function sectionOf({ mapping, kind, standard, version, rows, keptUnmapped }: MappingNotes): string[] {
  const shown = rows.map(({ from, to, note = '' }) => [cell(from), to === '' ? '' : `\`${to}\``, cell(note)]);
  return [
    `## ${mapping}`,
    '',
    `${standard}. Kind \`${kind}\`, version ${version} of the mapping.`,
    '',
    ...markdownTable(['from', 'to', 'note'], shown),
    `Kept unmapped: ${keptUnmapped}`,
    '',
  ];
}

/** Words of a standard may look like markup. */
const cell = (text: string) => text.replaceAll('\n', ' ').replaceAll('<', '&lt;').replaceAll('*', '\\*');
