/** The templates open in programs that know nothing of us: an independent reader sees the cells that were meant. */
import { expect } from 'chai';
import readWorkbook from 'read-excel-file/node';
import { templateFile } from '../../../../server/formats/table/table-file.ts';
import { TABLE_TEMPLATES, TEMPLATE_NAMES } from '../../../../server/formats/table/templates/templates.ts';
import { writeTable } from '../../../../server/formats/table/write-table.ts';
import { exampleOf } from './support.ts';

describe('XLSX templates in another reader', () => {
  for (const name of TEMPLATE_NAMES) {
    it(`are the sheets, rows and cells of the ${name}`, async () => {
      const { bytes } = templateFile(name, 'xlsx');
      const template = TABLE_TEMPLATES[name];
      const { sheets } = writeTable(template, exampleOf(template));
      const seen = await readWorkbook(Buffer.from(bytes));
      expect(seen.map(({ sheet }) => sheet)).to.deep.equal(sheets.map((each) => each.name));
      for (const [index, { rows }] of sheets.entries()) {
        const texts = (seen[index]?.data ?? []).map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
        const meant = rows.map(({ cells }) =>
          Array.from({ length: texts[0]?.length ?? 0 }, (_, column) => cells.get(column + 1)?.text ?? ''),
        );
        expect(texts).to.deep.equal(meant);
      }
    });
  }
});
