/** `npm run samples`: intake finds in real files what an independent reader found in them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { reportOn } from '../../../scripts/samples/report.ts';
import { FACTS } from '../../protocol/support/samples.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../samples');

describe('samples', () => {
  it('hold for intake the facts that an independent reader found in them', () => {
    const reports = reportOn(SAMPLES, FACTS);
    const compared = reports.filter(({ differences }) => differences !== undefined);
    expect(compared.filter(({ differences }) => differences?.length !== 0)).to.deep.equal([]);
    expect(compared).to.have.length(Object.keys(FACTS).length);
  });

  describe('a folder of files', () => {
    let folder: string;
    const TEXT = "UNB+UNOA:1+A+B+200101:0000+R1'UNH+1+CUSCAR:D:95B:UN'BGM+85+M1+9'UNT+4+1'UNZ+1+R1'";
    const FOUND = { kind: 'edifact', segments: 5, controlRef: 'R1', problems: ['UNT says 4, counted 3 in message 1'] };

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'corridor-samples-'));
      await writeFile(path.join(folder, 'a.edi'), TEXT);
      await writeFile(path.join(folder, 'b.txt'), 'nothing that is read');
    });
    after(() => rm(folder, { recursive: true, force: true }));

    const differences = (facts: object) =>
      reportOn(folder, facts as never).map((each) => [each.file, each.differences?.length]);

    it('is reported file by file, refusals included', () => {
      const [first, second] = reportOn(folder, {});
      expect(first).to.deep.include({ file: 'a.edi', kind: 'CUSCAR', messages: 1, refused: false });
      expect(second).to.deep.include({ file: 'b.txt', kind: 'FORMAT_UNKNOWN', refused: true });
    });

    it('agrees with facts that hold and names each that does not', () => {
      expect(differences({ 'a.edi': FOUND })).to.deep.equal([
        ['a.edi', 0],
        ['b.txt', undefined],
      ]);
      const wrong = { ...FOUND, segments: 6, controlRef: 'R2', problems: [], unknownFact: 1 };
      expect(differences({ 'a.edi': wrong })[0]).to.deep.equal(['a.edi', 4]);
    });

    it('finds a file that the facts speak of and that is not there', () => {
      expect(differences({ 'gone.edi': FOUND }).at(-1)).to.deep.equal(['gone.edi', 1]);
    });
  });
});
