/** Whatever is read is described in docs/formats.md. */
import { expect } from 'chai';
import { CodedError } from '../../../protocol/coded-error.ts';
import { readCorpus } from '../../../scripts/abuse/corpus.ts';
import { readMappingNotes } from '../../../scripts/generate/formats-page.ts';
import { EDIFACT_MAPPINGS } from '../../../server/formats/edifact/mappings.ts';
import type { MappingNotes } from '../../../server/formats/mapping-notes.ts';
import { readFile } from '../../../server/formats/read-file.ts';

describe('mapping notes', () => {
  let notes: readonly MappingNotes[];
  before(async () => {
    notes = await readMappingNotes();
  });
  const versionOf = (mapping: string) => notes.find((each) => each.mapping === mapping)?.version;

  it('speak of every EDIFACT message that is read, in its present version', () => {
    for (const { mapping, version } of EDIFACT_MAPPINGS) expect(versionOf(mapping), mapping).to.equal(version);
  });

  it('speak of every mapping by which a sample or a template is read, in its present version', () => {
    for (const { name, bytes } of readCorpus()) {
      for (const { mapping, mappingVersion } of mappingsOf(bytes)) {
        expect(versionOf(mapping), `${name} by ${mapping}`).to.equal(mappingVersion);
      }
    }
  });

  it('have one entry for each mapping, with what is mapped and what is kept', () => {
    expect(new Set(notes.map(({ mapping }) => mapping)).size).to.equal(notes.length);
    for (const { mapping, rows, keptUnmapped, standard } of notes) {
      expect(rows, mapping).to.not.have.length(0);
      expect(
        rows.every(({ from, to }) => from !== '' && /^$|^\//.test(to)),
        mapping,
      ).to.equal(true);
      expect([keptUnmapped, standard], mapping).to.not.include('');
    }
  });
});

function mappingsOf(bytes: Uint8Array) {
  try {
    return readFile({ bytes }).items.map(({ source }) => source);
  } catch (error) {
    if (error instanceof CodedError) return [];
    throw error;
  }
}
