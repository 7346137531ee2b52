/** Workbooks as other programs write them, put together part by part. */
import { strToU8, type Zippable, zipSync } from 'fflate';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface SheetParts {
  readonly name: string;
  /** Inside of `sheetData`. */
  readonly rows: string;
  /** Behind `sheetData`. */
  readonly tail?: string;
  /** Before `sheetData`. */
  readonly head?: string;
  readonly state?: 'hidden' | 'veryHidden';
}

export interface WorkbookOptions {
  readonly sharedTexts?: readonly string[];
  /** Format code of style 1. */
  readonly format?: string;
  readonly date1904?: boolean;
  /** Parts that take the place of others or come on top. */
  readonly parts?: Zippable;
}

/** A workbook with the relations, shared texts and styles of real programs. */
export function workbookOf(sheets: readonly SheetParts[], options: WorkbookOptions = {}): Uint8Array {
  const { sharedTexts = [], format = 'yyyy\\-mm\\-dd', date1904 = false, parts = {} } = options;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const listed = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  );
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${date1904}"/><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${sheets
      .map((_, index) => relation(`rId${index + 1}`, 'worksheet', `/xl/worksheets/sheet${index + 1}.xml`))
      .join(
        '',
      )}${relation('rIdS', 'sharedStrings', 'sharedStrings.xml')}${relation('rIdF', 'styles', 'styles.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${sharedTexts.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="170" formatCode="${format}"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  };
  for (const [index, { rows, head = '', tail = '' }] of sheets.entries()) {
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      `<worksheet xmlns="${MAIN}">${head}<sheetData>${rows}</sheetData>${tail}</worksheet>`;
  }
  const packed = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync({ ...Object.fromEntries(packed), ...parts }, { mtime: '1990-01-01T00:00:00' });
}

/** A row of texts and of cells that are given as XML. */
export const row = (number: number, ...cells: readonly string[]): string =>
  `<row r="${number}">${cells
    .map((cell, index) => {
      const place = `${String.fromCharCode(65 + index)}${number}`;
      return cell.startsWith('<c')
        ? cell.replace('<c', `<c r="${place}"`)
        : `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
    })
    .join('')}</row>`;
