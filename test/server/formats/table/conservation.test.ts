/** Nothing that stands in a table is dropped: it is in the document, or in the list of unmapped values with its place. */
import { expect } from 'chai';
import fc from 'fast-check';
import { CodedError } from '../../../../protocol/coded-error.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { mapTable } from '../../../../server/formats/table/map-table.ts';
import { DECIMAL_FIELD, type TableTemplate, TEMPLATE_FIELD } from '../../../../server/formats/table/template.ts';
import { ownTextsOf } from '../../../../server/formats/table/template-texts.ts';
import { TABLE_FORMATS, TABLE_TEMPLATES } from '../../../../server/formats/table/templates/templates.ts';
import { type Cell, cellPosition, type Grid } from '../../../../server/formats/table/workbook.ts';
import { writeTable } from '../../../../server/formats/table/write-table.ts';
import { edited, exampleOf, placed, readTable, WRITERS } from './support.ts';

const TEMPLATES: readonly TableTemplate[] = Object.values(TABLE_TEMPLATES);

/** What people put into cells, right or wrong. */
const cell: fc.Arbitrary<Cell | undefined> = fc.oneof(
  fc.constant(undefined),
  fc
    .constantFrom(
      ...['x', '1.234', '1,5', '-3', '040210', '40210', 'SIMUCQPKG2604170', 'Consignor', 'FW', 'A; B', 'USCC:1', 'CN'],
      ...[
        '2026-11-24',
        '4/11/2026',
        '46350',
        'yes',
        'MARITIME',
        'n/a',
        '[Lines]',
        'Colour',
        '钦州港',
        '2026-11-24 14:00',
      ],
    )
    .map((text): Cell => ({ type: 'TEXT', text })),
  fc.constantFrom('1', '40210', '46350', '1e300', '123456789012345678').map((text): Cell => ({ type: 'NUMBER', text })),
  fc.constantFrom('2026-11-24', '2026-11-24T14:00:00').map((text): Cell => ({ type: 'DATE', text })),
  fc.constant<Cell>({ type: 'ERROR', text: '#N/A' }),
);

/** The worked example in which some cells say something else, headers included, and rows have cells beyond the last. */
const tables = (template: TableTemplate): fc.Arbitrary<readonly Grid[]> => {
  const { sheets } = writeTable(template, exampleOf(template));
  const places = sheets.flatMap(({ name, rows }) =>
    rows.flatMap(({ number, cells }) => [...cells.keys(), 20].map((column) => ({ name, number, column }))),
  );
  return fc.array(fc.tuple(fc.constantFrom(...places), cell), { minLength: 1, maxLength: 12 }).map((changes) =>
    sheets.map(({ name, rows }) => ({
      name,
      rows: rows.map(({ number, cells }) => {
        const changed = new Map(cells);
        for (const [place, to] of changes) {
          if (place.name !== name || place.number !== number) continue;
          changed.delete(place.column);
          if (to !== undefined) changed.set(place.column, to);
        }
        return { number, cells: changed };
      }),
    })),
  );
};

/** Places of the cells that carry content: all but what the template wrote to explain itself. */
function filledPlaces(template: TableTemplate, sheets: readonly Grid[]): string[] {
  const own = ownTextsOf(template);
  return sheets.flatMap(({ name, rows }) =>
    rows.flatMap((row) => {
      if (name === 'Header' && own.isFormHead(row)) return [];
      const label = row.cells.get(1)?.text ?? '';
      const reserved = [TEMPLATE_FIELD, DECIMAL_FIELD].includes(label);
      return [...row.cells].flatMap(([column, { text }]) =>
        own.isHelp(text) || (reserved && column < 3) ? [] : [cellPosition(name, row, column).path],
      );
    }),
  );
}

describe('tables keep all that is in them', () => {
  for (const template of TEMPLATES) {
    it(`each cell of a ${template.name} is a source, an unmapped value, a header, a key or a role`, () => {
      fc.assert(
        fc.property(tables(template), (sheets) => {
          const { document, sources, unmapped } = mapTable(template, { sheets, findings: [], impliedMark: '.' });
          const kept = new Set(unmapped.map((each) => ('path' in each ? each.path : '')));
          const carried = new Set([...sources.values()].map((each) => ('path' in each ? each.path : '')));
          const headers = new Set(sheets.flatMap((sheet) => headerPlaces(template, sheet)));
          for (const place of filledPlaces(template, sheets)) {
            const known = kept.has(place) || carried.has(place) || headers.has(place) || isKeyOrRole(template, place);
            expect(known, `${place} of ${JSON.stringify(document)}`).to.equal(true);
          }
        }),
        { numRuns: 200 },
      );
    });

    it(`a ${template.name} with anything in its cells is answered, or refused by a code`, () => {
      fc.assert(
        fc.property(tables(template), fc.constantFrom(...TABLE_FORMATS), (sheets, format) => {
          try {
            const { document } = readTable(WRITERS[format](sheets));
            expect(document).to.have.property('source');
          } catch (error) {
            expect(error).to.be.instanceOf(CodedError);
          }
        }),
        { numRuns: 60 },
      );
    });

    for (const format of TABLE_FORMATS) {
      it(`a ${template.name} as ${format} with bytes changed, cut or doubled is answered, or refused by a code`, () => {
        const bytes = WRITERS[format](edited(template, {}));
        const edit = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }), fc.nat({ max: 9 }));
        fc.assert(
          fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
            try {
              readFile({ bytes: edits.reduce(mutated, bytes) });
            } catch (error) {
              expect(error).to.be.instanceOf(CodedError);
            }
          }),
          { numRuns: 150 },
        );
      });
    }
  }

  it('and says so at the cell', () => {
    const [template] = TEMPLATES;
    if (template === undefined) throw new Error('there is a template');
    const item = readTable(WRITERS.csv(edited(template, { 'Lines!T1': 'Colour', 'Lines!T2': 'red' })));
    expect(placed(item.findings).join()).to.match(/TABLE_UNKNOWN_COLUMN Lines!T\d+/);
    expect(item.unmapped.map(({ value }) => value as JsonValue)).to.deep.equal(['Colour', 'red']);
  });
});

/** Bytes with one changed, those behind a place cut off, or some doubled. */
function mutated(bytes: Uint8Array, [at, byte, kind]: readonly [number, number, number]): Uint8Array {
  if (kind < 8) return bytes.with(at % bytes.length, byte);
  if (kind === 8) return bytes.subarray(0, Math.max(64, at));
  return new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at >> 1)]);
}

/** Cells of the first row of a sheet of rows, and labels of a form. */
function headerPlaces(template: TableTemplate, { name, rows }: Grid): string[] {
  const sheet = template.sheets.find((each) => each.name === name);
  if (sheet === undefined) return [];
  if (sheet.layout === 'FORM') return rows.map((row) => cellPosition(name, row, 1).path);
  return rows.flatMap((row) =>
    [...row.cells].flatMap(([column, { text }]) =>
      ownHeader(
        sheet.columns.map(({ header }) => header),
        text,
      )
        ? [cellPosition(name, row, column).path]
        : [],
    ),
  );
}

const ownHeader = (headers: readonly string[], text: string) =>
  [...headers, 'Role', 'Kind', 'Transport document'].some((header) => {
    const [before = '', after = ''] = header.split('{n}');
    const plain = text.replace(/ \*$/, '').replace(/ \(.*\)$/, '');
    return header.includes('{n}') ? plain.startsWith(before) && plain.endsWith(after) : plain === header;
  });

/** The first two columns of sheets with keys and roles say where a row belongs; what they say is in the document's shape. */
function isKeyOrRole(template: TableTemplate, place: string): boolean {
  const [name, cellName = ''] = place.split('!');
  const sheet = template.sheets.find((each) => each.name === name);
  if (sheet?.layout !== 'ROWS') return false;
  const leading = (sheet.parent === undefined ? 0 : 1) + (sheet.roles === undefined ? 0 : 1);
  return ['A', 'B'].slice(0, leading).includes(cellName.replace(/\d+$/, ''));
}
