/** How single cells are read: numbers, dates, codes, and what is said of those that are doubtful. */
import { expect } from 'chai';
import type { GoodsDeclaration } from '../../../../protocol/documents/goods-declaration.ts';
import type { Manifest } from '../../../../protocol/documents/manifest.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { mapTable } from '../../../../server/formats/table/map-table.ts';
import type { TableTemplate } from '../../../../server/formats/table/template.ts';
import { GOODS_DECLARATION_TEMPLATE } from '../../../../server/formats/table/templates/goods-declaration.ts';
import { MANIFEST_TEMPLATE } from '../../../../server/formats/table/templates/manifest.ts';
import type { Cell } from '../../../../server/formats/table/workbook.ts';
import { writeXlsx } from '../../../../server/formats/table/xlsx/write-xlsx.ts';
import { codeOf } from '../../../protocol/support/errors.ts';
import { cellUnder, edited, exampleOf, placed, readTable, scalarsOf, unmappedOf } from './support.ts';

interface Seen {
  readonly value: JsonValue | undefined;
  /** Rules that speak of this cell. */
  readonly rules: readonly string[];
  readonly unmapped: readonly string[];
}

/** Reads the example with one cell written over. @param more further cells, by place */
function seen(
  template: TableTemplate,
  [sheet, header]: readonly [string, string],
  cell: string | Cell,
  pointer: string,
  more: Readonly<Record<string, string>> = {},
): Seen {
  const place = cellUnder(template, sheet, header);
  const sheets = edited(template, { ...more, [place]: cell });
  const item = mapTable(template, { sheets, findings: [], impliedMark: undefined });
  const rules = item.findings.flatMap(({ ruleId, source }) =>
    ruleId.startsWith('TABLE_') && source !== undefined && 'path' in source && source.path === place ? [ruleId] : [],
  );
  const value = scalarsOf(item.document).get(pointer);
  return { value, rules, unmapped: unmappedOf(item).map((each) => each.replace(`${place} `, '')) };
}

const gross = (cell: string | Cell, mark?: string) =>
  seen(
    MANIFEST_TEMPLATE,
    ['Lines', 'Gross mass (kg)'],
    cell,
    '/consignments/0/items/0/grossMassKg',
    mark === undefined ? {} : { [cellUnder(MANIFEST_TEMPLATE, 'Header', 'Decimal mark')]: mark },
  );
const carried = (value: JsonValue, ...rules: string[]): Seen => ({ value, rules, unmapped: [] });
const left = (text: string, rule: string): Seen => ({ value: undefined, rules: [rule], unmapped: [text] });
const number = (text: string): Cell => ({ type: 'NUMBER', text });

describe('cells of tables', () => {
  describe('numbers', () => {
    const rows: [string | Cell, string | undefined, Seen][] = [
      ['2952', '.', carried('2952')],
      ['1,234.5', '.', carried('1234.5')],
      ['1 234.5', '.', carried('1234.5')],
      ['1’234.5', '.', carried('1234.5')],
      ['1.234', '.', carried('1.234')],
      ['1,234', '.', carried('1234')],
      ['007.50', '.', carried('7.50')],
      [number('14182.120000000001'), '.', carried('14182.12')],
      [number('1.2E3'), '.', carried('1200')],
      ['heavy', '.', left('heavy', 'TABLE_VALUE')],
      ['1.2.3', '.', left('1.2.3', 'TABLE_VALUE')],
      ['12 kg', '.', left('12 kg', 'TABLE_VALUE')],
      ['-5', '.', left('-5', 'TABLE_VALUE')],
      [{ type: 'ERROR', text: '#REF!' }, '.', left('#REF!', 'TABLE_VALUE')],
    ];
    for (const [cell, mark, expected] of rows) {
      it(`read ${typeof cell === 'string' ? cell : `a cell of ${cell.text}`} as ${expected.value ?? 'none'}`, () => {
        expect(gross(cell, mark)).to.deep.equal(expected);
      });
    }

    it('with a decimal comma are read by the mark that the file names', () => {
      const others = { 'Lines!H3': '6720', 'Lines!J2': '14,4', 'Lines!J3': '18', 'Containers!E2': '3800' };
      const masses = { ...others, 'Containers!F2': '13472' };
      const mark = cellUnder(MANIFEST_TEMPLATE, 'Header', 'Decimal mark');
      const read = (text: string) =>
        seen(MANIFEST_TEMPLATE, ['Lines', 'Gross mass (kg)'], text, '/consignments/0/items/0/grossMassKg', {
          ...masses,
          [mark]: ',',
        });
      expect(read('2.952,5')).to.deep.equal(carried('2952.5'));
      expect(read('2.952')).to.deep.equal(carried('2952'));
      expect(read('2,952')).to.deep.equal(carried('2.952'));
    });

    it('that may be read in two ways are not read where the file contradicts its own mark', () => {
      const read = gross('1.234', ',');
      expect(read.rules).to.deep.equal(['TABLE_NUMBER_AMBIGUOUS']);
      expect(read.unmapped).to.include('1.234');
    });
  });

  describe('codes', () => {
    const hs = (cell: string | Cell) =>
      seen(MANIFEST_TEMPLATE, ['Lines', 'HS code'], cell, '/consignments/0/items/0/hsCode');
    const rows: [string | Cell, Seen][] = [
      ['0402.10', carried('040210')],
      ['8471 30', carried('847130')],
      [number('847130'), carried('847130')],
      [number('40210'), carried('040210', 'TABLE_LEADING_ZERO')],
      ['40210', carried('040210', 'TABLE_LEADING_ZERO')],
      [number('4021'), left('4021', 'TABLE_VALUE')],
      ['84713000', left('84713000', 'TABLE_VALUE')],
    ];
    for (const [cell, expected] of rows) {
      const shown = typeof cell === 'string' ? cell : `a number ${cell.text}`;
      it(`of the Harmonized System: ${shown} is ${expected.value ?? 'none'}`, () => {
        expect(hs(cell)).to.deep.equal(expected);
      });
    }

    it('that a program took for a date or a long number are carried with a finding', () => {
      const seal = (cell: string | Cell) =>
        seen(MANIFEST_TEMPLATE, ['Containers', 'Seal 1'], cell, '/consignments/0/containers/0/seals/0/number');
      expect(seal({ type: 'DATE', text: '2026-03-05' })).to.deep.equal(carried('2026-03-05', 'TABLE_RETYPED'));
      expect(seal(number('9.1500000000000123E+17')).rules).to.deep.equal(['TABLE_RETYPED']);
      expect(seal('9,15E+17')).to.deep.equal(carried('9,15E+17', 'TABLE_RETYPED'));
      expect(seal(number('880417'))).to.deep.equal(carried('880417'));
    });

    it('are refused by themselves where the schema has none such, and the rest of the row is kept', () => {
      const read = seen(MANIFEST_TEMPLATE, ['Parties', 'Country'], 'China', '/consignments/0/consignor/name');
      expect(read).to.deep.include({ rules: ['TABLE_VALUE'], unmapped: ['China'] });
      expect(read.value).to.be.a('string');
    });
  });

  describe('dates and times', () => {
    const invoice = (cell: string | Cell) =>
      seen(GOODS_DECLARATION_TEMPLATE, ['Header', 'Invoice date'], cell, '/invoice/issuedOn');
    const rows: [string | Cell, Seen][] = [
      ['2026-11-24', carried('2026-11-24')],
      ['2026/11/4', carried('2026-11-04')],
      ['2026年11月24日', carried('2026-11-24')],
      ['24.11.2026', carried('2026-11-24')],
      ['24/11/2026', carried('2026-11-24')],
      ['11/24/2026', carried('2026-11-24')],
      ['4/11/2026', left('4/11/2026', 'TABLE_DATE_AMBIGUOUS')],
      ['2026-02-30', left('2026-02-30', 'TABLE_VALUE')],
      ['soon', left('soon', 'TABLE_VALUE')],
      [number('46350'), carried('2026-11-24', 'TABLE_DATE_SERIAL')],
      ['46350', carried('2026-11-24', 'TABLE_DATE_SERIAL')],
      [{ type: 'DATE', text: '2026-11-24' }, carried('2026-11-24')],
      [number('12'), left('12', 'TABLE_VALUE')],
    ];
    for (const [cell, expected] of rows) {
      const shown = typeof cell === 'string' ? cell : `${cell.type} ${cell.text}`;
      it(`${shown} is ${expected.value ?? 'none'}`, () => expect(invoice(cell)).to.deep.equal(expected));
    }

    const arrival = (cell: string | Cell, pointer = '/estimatedArrivalAt') =>
      seen(MANIFEST_TEMPLATE, ['Header', 'Estimated arrival'], cell, pointer);
    it('with their offset are instants, without it local times with a finding', () => {
      expect(arrival('2026-11-24 14:00 +08:00')).to.deep.equal(carried('2026-11-24T14:00:00+08:00'));
      expect(arrival('2026-11-24 14:00 UTC+8')).to.deep.equal(carried('2026-11-24T14:00:00+08:00'));
      expect(arrival('24.11.2026 9:05', '/estimatedArrivalLocal')).to.deep.equal(
        carried('2026-11-24T09:05:00', 'TABLE_LOCAL_TIME'),
      );
      expect(arrival({ type: 'DATE', text: '2026-11-24T14:00:00' }, '/estimatedArrivalLocal').rules).to.deep.equal([
        'TABLE_LOCAL_TIME',
      ]);
      expect(arrival('2026-11-24')).to.deep.equal(left('2026-11-24', 'TABLE_VALUE'));
      expect(arrival('2026-11-24 25:00 Z')).to.deep.equal(left('2026-11-24 25:00 Z', 'TABLE_VALUE'));
    });
  });

  it('say yes and no in the words of people', () => {
    const simulated = (text: string) => seen(MANIFEST_TEMPLATE, ['Header', 'Simulated'], text, '/simulated').value;
    expect(['No', 'ya', '否', 'TRUE'].map(simulated)).to.deep.equal([false, true, false, true]);
  });

  it('are left together where one of them makes no sense without the other', () => {
    const issuer = cellUnder(MANIFEST_TEMPLATE, 'Containers', 'Seal 1 issuer');
    const edits = {
      [cellUnder(MANIFEST_TEMPLATE, 'Containers', 'Seal 1')]: undefined,
      [issuer]: 'SH',
      [cellUnder(MANIFEST_TEMPLATE, 'Containers', 'Seal 2')]: 'S2',
      [cellUnder(MANIFEST_TEMPLATE, 'Containers', 'Seal 2 issuer')]: 'CU',
    };
    const item = readTable(writeXlsx(edited(MANIFEST_TEMPLATE, edits)));
    const [container] = (item.document as Manifest).consignments[0]?.containers ?? [];
    expect(container?.seals).to.deep.equal([{ number: 'S2', issuer: 'CU' }]);
    expect(unmappedOf(item)).to.deep.equal([`${issuer} SH`]);
    expect(item.findings.map(({ ruleId }) => ruleId)).to.deep.equal(['TABLE_INCOMPLETE']);
    const unit = { [cellUnder(GOODS_DECLARATION_TEMPLATE, 'Lines', 'Unit')]: undefined };
    const declared = readTable(writeXlsx(edited(GOODS_DECLARATION_TEMPLATE, unit)));
    expect(placed(declared.findings)[0]).to.match(/^TABLE_INCOMPLETE Lines!F2/);
  });

  it('refuse the file where a row lacks the number that makes it one, and name the cell', () => {
    const at = cellUnder(MANIFEST_TEMPLATE, 'Containers', 'Container number');
    const bytes = writeXlsx(edited(MANIFEST_TEMPLATE, { [at]: undefined }));
    expect(codeOf(() => readTable(bytes))).to.equal('FORMAT_UNREADABLE');
  });

  it('report the fields that must be filled and are not, each at its cell', () => {
    const { document, findings } = readTable(
      writeXlsx(
        edited(GOODS_DECLARATION_TEMPLATE, { [cellUnder(GOODS_DECLARATION_TEMPLATE, 'Lines', 'HS code')]: undefined }),
      ),
    );
    expect((document as GoodsDeclaration).lines[0]?.hsCode).to.equal(undefined);
    const missing = findings.filter(({ ruleId }) => ruleId === 'MISSING_FIELD');
    expect(missing.map(({ source }) => source && 'path' in source && source.path)).to.deep.equal(['Lines!C2']);
  });

  it('leave the rest of the document as it was', () => {
    const item = readTable(
      writeXlsx(edited(MANIFEST_TEMPLATE, { [cellUnder(MANIFEST_TEMPLATE, 'Lines', 'HS code')]: 'none' })),
    );
    const { hsCode: _, ...rest } =
      (exampleOf(MANIFEST_TEMPLATE) as unknown as Manifest).consignments[0]?.items[0] ?? {};
    expect((item.document as Manifest).consignments[0]?.items[0]).to.deep.equal(rest);
  });
});
