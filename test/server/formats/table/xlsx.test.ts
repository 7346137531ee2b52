import { expect } from 'chai';
import { strToU8, zipSync } from 'fflate';
import type { Manifest } from '../../../../protocol/documents/manifest.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { MANIFEST_TEMPLATE } from '../../../../server/formats/table/templates/manifest.ts';
import { writeXlsx } from '../../../../server/formats/table/xlsx/write-xlsx.ts';
import { codeOf } from '../../../protocol/support/errors.ts';
import { edited, placed, readTable, unmappedOf } from './support.ts';
import { row, type SheetParts, workbookOf } from './workbooks.ts';

const HEADER: SheetParts = {
  name: 'Header',
  rows:
    row(1, 'Manifest number', 'M-1') + row(2, 'Simulated', 'yes') + row(3, 'Issued on', '<c s="1"><v>46350</v></c>'),
};
const CONSIGNMENTS: SheetParts = { name: 'Consignments', rows: row(1, 'Transport document') + row(2, 'B1') };
const lines = (rows: string, more: Partial<SheetParts> = {}): SheetParts => ({ name: 'Lines', rows, ...more });
const LINE_HEAD = row(1, 'Transport document', 'Description', 'HS code', 'Gross mass (kg)', 'Marks');
const manifestOf = (bytes: Uint8Array) => readTable(bytes).document as Manifest;
const tableFindings = (bytes: Uint8Array) =>
  placed(readTable(bytes).findings).filter((each) => each.startsWith('TABLE_'));
const refusal = (bytes: Uint8Array) => codeOf(() => readFile({ bytes, fileName: 'manifest.xlsx' }));

describe('XLSX tables', () => {
  describe('of other programs', () => {
    it('are read with shared and formatted texts, without their pronunciation', () => {
      const bytes = workbookOf(
        [HEADER, CONSIGNMENTS, lines(LINE_HEAD + row(2, 'B1', '<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>'))],
        { sharedTexts: ['<r><t>Brake </t></r><r><t>pads</t></r><rPh><t>ブレーキ</t></rPh>', '<t>871410</t>'] },
      );
      expect(manifestOf(bytes).consignments[0]?.items[0]).to.deep.equal({
        description: 'Brake pads',
        hsCode: '871410',
      });
    });

    it('are read with dates by their format, in both systems of days', () => {
      expect(manifestOf(workbookOf([HEADER])).issuedOn).to.equal('2026-11-24');
      expect(manifestOf(workbookOf([HEADER], { date1904: true })).issuedOn).to.equal('2030-11-25');
      const plain = workbookOf([HEADER], { format: '0.00&quot; days&quot;' });
      expect(manifestOf(plain).issuedOn).to.equal('2026-11-24');
      expect(tableFindings(plain)).to.deep.equal(['TABLE_DATE_SERIAL Header!B3']);
    });

    it('are read without the numbers of rows and cells, which may be left out', () => {
      const rows = '<row><c t="inlineStr"><is><t>Manifest number</t></is></c><c t="str"><v>M-9</v></c></row>';
      expect(manifestOf(workbookOf([{ name: 'header', rows }])).number).to.equal('M-9');
    });

    it('are read with the results of formulas, which is said once a sheet', () => {
      const bytes = workbookOf([
        HEADER,
        CONSIGNMENTS,
        lines(LINE_HEAD + row(2, 'B1', 'Pads', '871410', '<c><f>SUM(1,2)</f><v>3</v></c>', '<c><f>X()</f></c>')),
      ]);
      expect(manifestOf(bytes).consignments[0]?.items[0]?.grossMassKg).to.equal('3');
      expect(tableFindings(bytes)).to.deep.equal(['TABLE_FORMULA Lines!D2']);
    });

    it('are read with what stands in merged cells for each row that they cover', () => {
      const bytes = workbookOf([
        HEADER,
        { name: 'Consignments', rows: row(1, 'Transport document') + row(2, 'B1') + row(3, 'B2') },
        lines(
          LINE_HEAD +
            row(2, 'B2', 'Pads', '871410') +
            row(3, '<c/>', 'Discs', '871410') +
            row(4, '<c/>', '<c/>', '<c/>', '<c/>'),
          { tail: '<mergeCells><mergeCell ref="A2:A9"/></mergeCells>' },
        ),
      ]);
      expect(manifestOf(bytes).consignments.map(({ items }) => items.length)).to.deep.equal([0, 2]);
      expect(tableFindings(bytes)).to.deep.equal(['TABLE_MERGED Lines!A2']);
    });

    it('are read with hidden sheets, rows and columns, which is said', () => {
      const hidden = { ...CONSIGNMENTS, state: 'veryHidden' as const };
      const columns = lines(LINE_HEAD, { head: '<cols><col min="1" max="1" hidden="1"/></cols>' });
      expect(tableFindings(workbookOf([HEADER, hidden, columns])).sort()).to.deep.equal([
        'TABLE_HIDDEN Consignments!A1',
        'TABLE_HIDDEN Lines!A1',
      ]);
    });

    it('are read with sheets of their own kept as unmapped, cell by cell', () => {
      const item = readTable(workbookOf([HEADER, { name: 'Notes', rows: row(4, 'call', '<c t="b"><v>1</v></c>') }]));
      expect(unmappedOf(item)).to.deep.equal(['Notes!A4 call', 'Notes!B4 true']);
    });

    it('that follow no template are refused, and kept when their type is named', () => {
      const bytes = workbookOf([{ name: 'Sheet1', rows: row(1, 'a', 'b') }]);
      expect(refusal(bytes)).to.equal('TABLE_NO_TEMPLATE');
      const { items } = readFile({ bytes, documentType: 271 });
      expect(items[0].findings.map(({ ruleId }) => ruleId)).to.deep.equal(['ATTACHMENT_NOT_READ']);
    });
  });

  describe('that are damaged or hostile', () => {
    const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024);
    const whole = workbookOf([HEADER]);
    const rows: [string, () => Uint8Array, string][] = [
      ['a bomb of one part', () => bomb(zeros(40)), 'ARCHIVE_TOO_LARGE'],
      ['a truncated archive', () => whole.subarray(0, whole.length - 30), 'ARCHIVE_DAMAGED'],
      ['half an archive', () => whole.subarray(0, whole.length / 2), 'ARCHIVE_DAMAGED'],
      ['a part with a flipped bit', () => flipped(whole), 'ARCHIVE_DAMAGED'],
      ['an encrypted part', () => withFlag(whole, 1), 'ARCHIVE_ENCRYPTED'],
      ['a password', () => encryptedOffice(), 'ARCHIVE_ENCRYPTED'],
      ['more than a hundred parts', () => many(101), 'ARCHIVE_TOO_LARGE'],
      ['no sheet where one is listed', () => workbookOf([HEADER], { parts: lost }), 'XLSX_DAMAGED'],
      ['a document type', () => sheetOf('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'), 'XLSX_DAMAGED'],
      ['elements that do not end', () => sheetOf('<worksheet><sheetData><row>'), 'XLSX_DAMAGED'],
      ['levels without end', () => sheetOf('<a>'.repeat(100)), 'XLSX_DAMAGED'],
      ['a shared text that is not there', () => cells('<c t="s"><v>7</v></c>'), 'XLSX_DAMAGED'],
      ['a row that comes twice', () => sheetOf(sheet(row(1, 'a') + row(1, 'b'))), 'XLSX_DAMAGED'],
      ['a column beyond all', () => sheetOf(sheet('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')), 'TABLE_TOO_LARGE'],
      ['too many sheets', () => workbookOf(Array.from({ length: 65 }, () => HEADER)), 'TABLE_TOO_LARGE'],
      ['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'FORMAT_MISMATCH'],
    ];
    for (const [what, make, code] of rows) {
      it(`are refused for ${what}: ${code}`, () => expect(refusal(make())).to.equal(code));
    }

    it('may claim a gigabyte: what is unpacked is counted, what is claimed is not believed', () => {
      const claimed = whole.slice();
      for (const at of directory(claimed)) new DataView(claimed.buffer).setUint32(at + 24, 2 ** 30, true);
      expect(manifestOf(claimed).number).to.equal('M-1');
    });

    it('may hold archives: they are never opened', () => {
      const nested = workbookOf([HEADER], { parts: { 'xl/embeddings/a.zip': bomb(zeros(40)) } });
      expect(manifestOf(nested).number).to.equal('M-1');
    });

    it('may hide a second part of the same name: no reader shall see the one and people the other', () => {
      const twice = whole.slice();
      const [first = 0, second = 0] = directory(twice);
      const name = (at: number) => twice.subarray(at + 46, at + 46 + (twice[at + 28] ?? 0));
      expect(name(first).length).not.to.equal(name(second).length);
      const bytes = zipSync({ 'xl/workbook.xml': strToU8('a'), 'xl/workbook_xml': strToU8('b') });
      const same = bytes.map((byte, at) => (byte === 0x5f && bytes[at + 1] === 0x78 ? 0x2e : byte));
      expect(codeOf(() => readFile({ bytes: same }))).to.equal('ARCHIVE_DAMAGED');
    });

    const sheet = (data: string) => `<worksheet><sheetData>${data}</sheetData></worksheet>`;
    const lost = {
      'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="Header" id="rId7"/></sheets></workbook>'),
    };
    const sheetOf = (xml: string) => workbookOf([HEADER], { parts: { 'xl/worksheets/sheet1.xml': strToU8(xml) } });
    const cells = (cell: string) => workbookOf([{ name: 'Header', rows: row(1, 'Manifest number', cell) }]);
    const bomb = (bytes: Uint8Array) => workbookOf([HEADER], { parts: { 'xl/worksheets/sheet1.xml': bytes } });
    const many = (count: number) =>
      workbookOf([HEADER], {
        parts: Object.fromEntries(Array.from({ length: count }, (_, n) => [`xl/a${n}`, new Uint8Array(1)])),
      });
  });

  it('carry no formula out: what begins like one is text', () => {
    const bytes = writeXlsx(edited(MANIFEST_TEMPLATE, { 'Header!B5': '=cmd|"/c calc"!A1' }));
    expect(manifestOf(bytes).number).to.equal('=cmd|"/c calc"!A1');
  });
});

/** Places of the entries of the table of contents. */
function directory(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length - 4 }, (_, at) => at).filter(
    (at) => view.getUint32(at, true) === 0x02014b50,
  );
}

function withFlag(bytes: Uint8Array, flag: number): Uint8Array {
  const changed = bytes.slice();
  for (const at of directory(changed)) changed[at + 8] = flag;
  return changed;
}

/** Breaks the packed bytes of the first part that is read. */
function flipped(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  for (const at of directory(changed)) {
    const local = new DataView(changed.buffer).getUint32(at + 42, true);
    const begin = local + 30 + (changed[local + 26] ?? 0);
    changed[begin] = 0xff;
  }
  return changed;
}

/** Beginning of a compound file with the stream that holds an encrypted office file. */
function encryptedOffice(): Uint8Array {
  const bytes = new Uint8Array(4_096);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [index, letter] of [...'EncryptedPackage'].entries()) bytes[2_048 + index * 2] = letter.charCodeAt(0);
  return bytes;
}
