/** A workbook as a text table in UTF-8 with byte order mark, without which spreadsheet programs guess the encoding. */
import type { Grid } from '../workbook.ts';
import { guarded } from './guard.ts';

export function writeCsv(sheets: readonly Grid[]): Uint8Array {
  const lines = sheets.flatMap(({ name, rows }) => [
    `[${name}]`,
    ...rows.map(({ cells }) => {
      const last = Math.max(0, ...cells.keys());
      return Array.from({ length: last }, (_, index) => quoted(guarded(cells.get(index + 1)?.text ?? ''))).join(',');
    }),
    '',
  ]);
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}`);
}

function quoted(text: string): string {
  return /[",;\t|\r\n]|^\[|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
