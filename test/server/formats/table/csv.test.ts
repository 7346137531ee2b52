import { expect } from 'chai';
import type { Manifest } from '../../../../protocol/documents/manifest.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { writeCsv } from '../../../../server/formats/table/csv/write-csv.ts';
import { MANIFEST_TEMPLATE } from '../../../../server/formats/table/templates/manifest.ts';
import { codeOf } from '../../../protocol/support/errors.ts';
import { cellUnder, contentOf, edited, exampleOf, placed, readTable, unmappedOf } from './support.ts';

const EXAMPLE = new TextDecoder().decode(writeCsv(edited(MANIFEST_TEMPLATE, {})));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
};
/** Text in a single-byte or double-byte encoding, of the letters that are spelled out. */
function encoded(text: string, letters: Readonly<Record<string, readonly number[]>>): Uint8Array {
  return new Uint8Array([...text].flatMap((letter) => letters[letter] ?? [letter.charCodeAt(0)]));
}
const manifestOf = (bytes: Uint8Array) => readTable(bytes).document as Manifest;
const vesselOf = (bytes: Uint8Array) => manifestOf(bytes).conveyance.name;
const withVessel = (name: string) => EXAMPLE.replace('SIMULATED CORRIDOR', name);
const refusal = (bytes: Uint8Array) => codeOf(() => readFile({ bytes, fileName: 'manifest.csv' }));

describe('CSV tables', () => {
  describe('encodings', () => {
    const name = '钦州港 Ocean ü';
    const cases: [string, Uint8Array][] = [
      ['UTF-8 with byte order mark', utf8(`\ufeff${withVessel(name)}`)],
      ['UTF-8 without', utf8(withVessel(name))],
      ['UTF-16 with byte order mark, little end first', utf16(`\ufeff${withVessel(name)}`, true)],
      ['UTF-16 with byte order mark, big end first', utf16(`\ufeff${withVessel(name)}`, false)],
      ['UTF-16 without', utf16(withVessel(name), true)],
    ];
    for (const [what, bytes] of cases) {
      it(`reads ${what}`, () => {
        expect(vesselOf(bytes)).to.equal(name);
        expect(readTable(bytes).findings).to.deep.equal([]);
      });
    }

    it('reads GB18030 as spreadsheet programs in China save it, and says so', () => {
      const bytes = encoded(withVessel('钦州'), { 钦: [0xc7, 0xd5], 州: [0xd6, 0xdd] });
      expect(vesselOf(bytes)).to.equal('钦州');
      expect(placed(readTable(bytes).findings)).to.deep.equal(['TABLE_ENCODING -']);
    });

    for (const vessel of ['Müller', 'MÜLLER', 'Café', 'Größe Ähre', 'São']) {
      it(`refuses ${vessel} in Windows-1252 rather than to read Chinese out of it`, () => {
        const letters = { ü: [0xfc], Ü: [0xdc], é: [0xe9], ö: [0xf6], ß: [0xdf], Ä: [0xc4], ã: [0xe3] };
        expect(refusal(encoded(withVessel(vessel), letters))).to.equal('TABLE_ENCODING');
      });
    }

    it('refuses bytes of no encoding, and half a UTF-16 pair', () => {
      expect(refusal(encoded(withVessel('~'), { '~': [0xff, 0x00, 0xfe] }))).to.equal('TABLE_ENCODING');
      expect(refusal(utf16(withVessel('\ud83d'), true))).to.equal('TABLE_ENCODING');
    });
  });

  describe('cells', () => {
    for (const [what, delimiter] of [
      ['semicolons', ';'],
      ['tabs', '\t'],
      ['bars', '|'],
    ] as const) {
      it(`are told apart by ${what}`, () => {
        const rows = EXAMPLE.split('\r\n').map((line) =>
          line.replace(/("(?:[^"]|"")*")|,/g, (_, quoted: string | undefined) => quoted ?? delimiter),
        );
        const item = readTable(utf8(rows.join('\n')));
        expect(contentOf(item)).to.deep.equal(exampleOf(MANIFEST_TEMPLATE));
        expect(item.findings).to.deep.equal([]);
      });
    }

    it('are told apart by the mark that the first line names, and keep their places', () => {
      const text = `sep=,\r\n${EXAMPLE}`;
      expect(contentOf(readTable(utf8(text)))).to.deep.equal(exampleOf(MANIFEST_TEMPLATE));
      const wrong = readTable(utf8(text.replace('2952.000', 'heavy')));
      const line = text.split('\r\n').findIndex((each) => each.includes('2952.000')) + 1;
      expect(placed(wrong.findings)[0]).to.contain(`TABLE_VALUE Lines!H${line}`);
    });

    it('hold quotation marks, delimiters and line breaks', () => {
      const description = 'Parts, "new"; of motorcycles\nsecond line';
      const at = cellUnder(MANIFEST_TEMPLATE, 'Lines', 'Description');
      const bytes = writeCsv(edited(MANIFEST_TEMPLATE, { [at]: description }));
      expect(manifestOf(bytes).consignments[0]?.items[0]?.description).to.equal(description);
    });

    it('are refused with their line where a quotation mark is never closed', () => {
      expect(refusal(utf8('[Header]\nTemplate,"corridor manifest 1'))).to.equal('TABLE_QUOTE');
    });

    it('may be beyond number: a table of too many is refused', () => {
      expect(refusal(utf8(`[Header]\nTemplate${','.repeat(1_000)}x`))).to.equal('TABLE_TOO_LARGE');
      expect(refusal(utf8(`[Header]\n${'a\n'.repeat(100_001)}`))).to.equal('TABLE_TOO_LARGE');
    });

    it('count where they are blank and must be filled: a short file of long rows is refused', () => {
      const rows = EXAMPLE.replace(/(\[Lines\]\r\n.*\r\n)/, `$1${'a\r\n'.repeat(50_000)}`);
      expect(refusal(utf8(rows))).to.equal('TABLE_TOO_LARGE');
    });

    it('are not taken out one by one where nearly all are at fault', () => {
      const wrong = EXAMPLE.replace(/(\[Consignments\]\r\n.*\r\n)/, `$1${'?,?,?,?,?,?\r\n'.repeat(2_000)}`);
      expect(refusal(utf8(wrong))).to.equal('FORMAT_UNREADABLE');
    });

    for (const text of ['=cmd|"/c calc"!A1', '@SUM(A1)', '+1+1', '-2+3', '\t=1', '＝1+1', "'=1", '[Lines]']) {
      it(`write ${JSON.stringify(text)} so that no program runs it, and read it as it was`, () => {
        const at = cellUnder(MANIFEST_TEMPLATE, 'Header', 'Vessel name');
        const bytes = writeCsv(edited(MANIFEST_TEMPLATE, { [at]: text }));
        const [line = ''] = new TextDecoder().decode(bytes).match(/^Vessel name,.*$/m) ?? [];
        expect(line).to.match(/^Vessel name,"?'/);
        expect(vesselOf(bytes)).to.equal(text.trim());
      });
    }
  });

  describe('columns', () => {
    it('may stand in another order, in other capitals, without units and stars', () => {
      const text = EXAMPLE.replace(/^Transport document,Line,Description.*$/m, (line) =>
        line.toUpperCase().replaceAll(' *', '').replace(' (KG)', ''),
      );
      const item = readTable(utf8(text));
      expect(contentOf(item)).to.deep.equal(exampleOf(MANIFEST_TEMPLATE));
    });

    it('that are not of the template are kept with their place', () => {
      const text = EXAMPLE.replace(/^Transport document,Line,(.*)$/m, 'Transport document,Colour,Line,$1').replace(
        /^(SIMUCQPKG2604170),([12]),/gm,
        '$1,red,$2,',
      );
      const item = readTable(utf8(text));
      expect(unmappedOf(item).map((each) => each.replace(/\d+ /, 'n '))).to.deep.equal([
        'Lines!Bn Colour',
        'Lines!Bn red',
        'Lines!Bn red',
      ]);
      expect(item.findings.map(({ ruleId }) => ruleId)).to.deep.equal(['TABLE_UNKNOWN_COLUMN']);
    });

    it('and sheets of another table are no template', () => {
      expect(refusal(utf8('a,b,c\n1,2,3\n'))).to.equal('TABLE_NO_TEMPLATE');
    });
  });

  describe('rows', () => {
    it('belong to the transport document of the row above where they name none', () => {
      const at = cellUnder(MANIFEST_TEMPLATE, 'Lines', 'Transport document', 3);
      const item = readTable(writeCsv(edited(MANIFEST_TEMPLATE, { [at]: undefined })));
      expect(contentOf(item)).to.deep.equal(exampleOf(MANIFEST_TEMPLATE));
    });

    it('of a transport document that nobody listed are kept, and reported', () => {
      const at = cellUnder(MANIFEST_TEMPLATE, 'Lines', 'Transport document', 3);
      const item = readTable(writeCsv(edited(MANIFEST_TEMPLATE, { [at]: 'OTHER1' })));
      expect(placed(item.findings)[0]).to.match(/^TABLE_KEY Lines!A\d+/);
      const { consignments } = item.document as Manifest;
      expect(consignments.map(({ transportDocument }) => transportDocument.number)).to.deep.equal([
        'SIMUCQPKG2604170',
        'OTHER1',
      ]);
    });

    it('of a role that is no code are kept as they stand, and reported', () => {
      const at = cellUnder(MANIFEST_TEMPLATE, 'Parties', 'Role', 3);
      const item = readTable(writeCsv(edited(MANIFEST_TEMPLATE, { [at]: 'Consginee' })));
      expect(placed(item.findings)[0]).to.match(/^TABLE_KEY Parties!B\d+/);
      const { otherParties = [] } = (item.document as Manifest).consignments[0] ?? {};
      expect(otherParties.map(({ role }) => role)).to.deep.equal(['Consginee']);
    });

    it('of a role that comes twice are kept as unmapped', () => {
      const at = cellUnder(MANIFEST_TEMPLATE, 'Parties', 'Role', 3);
      const item = readTable(writeCsv(edited(MANIFEST_TEMPLATE, { [at]: 'Consignor' })));
      expect(placed(item.findings)[0]).to.match(/^TABLE_KEY Parties!B\d+/);
      expect(item.unmapped.map(({ value }) => value)).to.include('Simulated Klang Trading Sdn. Bhd.');
    });
  });
});
