/** The comparison of a case for people. */
import { codeTitle } from '../../../protocol/codes/data-elements.ts';
import type { ComparisonRow } from '../../../protocol/comparison/comparison-row.ts';
import type { ComparedDocument, Comparison } from '../../../protocol/comparison/comparison-table.ts';
import { type Output, shortId, table } from './output.ts';

const STYLES = { AGREE: 'green', DIFFER: 'red', MISSING: 'yellow' } as const;

/** @param all whether rows that agree are shown as well */
export function comparisonLines(
  { documents, leftOut, rows, totals }: Comparison,
  all: boolean,
  style: Output['style'],
): string[] {
  const shown = rows.filter(({ verdict }) => all || verdict !== 'AGREE');
  return [
    style('bold', 'Documents'),
    ...table(
      ['', 'document', 'type', 'number'],
      documents.map((document, index) => [letter(index), originOf(document), typeOf(document), document.number ?? '-']),
    ),
    ...leftOut.map(({ documentId, why }) => `not compared: ${shortId(documentId)} ${why}`),
    '',
    `${totals.AGREE} agree, ${totals.DIFFER} differ, ${totals.MISSING} not stated everywhere`,
    ...shown.flatMap((row) => ['', ...rowLines(row, style)]),
  ];
}

function rowLines(row: ComparisonRow, style: Output['style']): string[] {
  const { fact, subject, verdict, ruleId, unit, tolerance, values, missing, doNext } = row;
  const about = [fact, subject].filter((part) => part !== null).join(' ');
  const allowed = tolerance === null || tolerance === '0' ? '' : `, may differ by ${tolerance} ${unit}`;
  return [
    `${style(STYLES[verdict], verdict)} ${about} (${ruleId}${allowed})`,
    ...table(
      ['', 'value', 'where'],
      values.map(({ document, pointer, value, differs }) => [
        `${differs ? '!' : ' '} ${letter(document)}`,
        unit === null ? value : `${value} ${unit}`,
        pointer,
      ]),
    ).slice(1),
    ...(missing.length === 0 ? [] : [`  not stated by ${missing.map(letter).join(', ')}`]),
    ...(doNext === '' ? [] : [`  next: ${doNext}`]),
  ];
}

/** `A` to `Z`, then `A1` and so on. */
const letter = (index: number) =>
  `${String.fromCharCode(65 + (index % 26))}${index < 26 ? '' : Math.floor(index / 26)}`;

const originOf = ({ documentId, fileName, version }: ComparedDocument) =>
  documentId === null ? `${fileName ?? 'file'} (not filed)` : `${shortId(documentId)} version ${version ?? '-'}`;

function typeOf({ documentType, schema }: ComparedDocument): string {
  if (documentType === null) return schema;
  return `${documentType} ${codeTitle('1001', String(documentType)) ?? ''}`.trimEnd();
}
