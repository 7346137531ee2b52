/** The words with which a template explains itself. */
import { HELP_SHEET, plainHeader, type Sheet, shownHeader, type TableTemplate } from './template.ts';
import type { GridRow } from './workbook.ts';

/** Rows of the help sheet, its header row first. */
export function helpRows(template: TableTemplate): string[][] {
  const fields = template.sheets.flatMap((sheet) => sheetRows(sheet));
  return [
    [HELP_SHEET, template.title],
    ['Sheet', 'Field', 'How to fill it'],
    ...fields,
    ...INSTRUCTIONS.map((line) => ['', '', line]),
  ];
}

const INSTRUCTIONS = [
  'A star marks what must be filled. Leave blank what you do not know; do not write "n/a".',
  'The rows that came with this file are a simulated example: overwrite them and write no beside Simulated.',
  'Several values in one cell stand with a semicolon between them.',
];

function sheetRows(sheet: Sheet): string[][] {
  const rows: string[][] = [];
  if (sheet.layout === 'ROWS') {
    rows.push([sheet.name, '', sheet.help]);
    if (sheet.parent) rows.push([sheet.name, shownHeader(sheet.parent.key), sheet.parent.key.help]);
    if (sheet.roles) rows.push([sheet.name, sheet.roles.header, sheet.roles.help]);
  }
  for (const column of sheet.columns) {
    const choices = column.choices === undefined ? '' : ` One of: ${column.choices.join(', ')}.`;
    rows.push([sheet.name, shownHeader(column), `${column.help}${choices}`]);
  }
  return rows;
}

/** Help beside a field of a form. */
export function helpOf(template: TableTemplate, sheet: string, header: string): string {
  return helpRows(template).find(([name, field]) => name === sheet && field === header)?.[2] ?? '';
}

export const DECIMAL_HELP = 'The mark before decimals in this file: . or , (write a comma if you write 1.234,50).';
export const TEMPLATE_HELP = 'Leave as it is.';

/** First row of a form. */
export const FORM_HEAD = ['Field', 'Value', HELP_SHEET] as const;
const PLAIN_FORM_HEAD: readonly string[] = FORM_HEAD.map(plainHeader);

/** What a template itself wrote into a file; none of it is content of the document. */
export interface OwnTexts {
  /** Whether a cell of the help sheet, or beside a field, is as the template wrote it. */
  isHelp(text: string): boolean;
  isFormHead(row: GridRow): boolean;
}

export function ownTextsOf(template: TableTemplate): OwnTexts {
  const texts = [...helpRows(template).flat(), DECIMAL_HELP, TEMPLATE_HELP];
  const help = new Set(texts.map(plainHeader));
  return {
    isHelp: (text) => help.has(plainHeader(text)),
    isFormHead: ({ cells }) =>
      cells.size <= FORM_HEAD.length &&
      [...cells].every(([column, { text }]) => plainHeader(text) === PLAIN_FORM_HEAD[column - 1]),
  };
}
