/** From a cell to the value that the document carries, by the kind of its column, and back. */
import type { RuleId } from '../../../protocol/checks/rules.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { dateOfSerial, dateOfText, isPlausibleSerial, type ReadTime, timeOfText } from './dates.ts';
import { type DecimalMark, numberOfCell, numberOfText } from './numbers.ts';
import type { Column } from './template.ts';
import type { Cell } from './workbook.ts';

/** What a cell says, or why it cannot be carried; either may come with a remark. */
export type CellReading = CellValue | CellFault;

export interface CellValue {
  readonly value: JsonValue;
  /** Where the value goes if not to the column's own pointer. */
  readonly pointer?: string;
  readonly remark?: { readonly rule: RuleId; readonly message: string };
}

export interface CellFault {
  readonly fault: RuleId;
  readonly message: string;
}

const value = (carried: JsonValue, remark?: CellValue['remark']): CellValue => ({
  value: carried,
  ...(remark === undefined ? {} : { remark }),
});

const fault = (message: string, rule: RuleId = 'TABLE_VALUE'): CellFault => ({ fault: rule, message });

/** @param mark decimal mark of the file, for its text cells */
export function readCell(column: Column, cell: Cell, mark: DecimalMark | undefined): CellReading {
  if (cell.type === 'ERROR') return fault(`${cell.text} is the error of a formula`);
  switch (column.kind) {
    case 'DECIMAL':
      return readNumber(cell, mark);
    case 'COUNT':
      return readCount(cell, mark);
    case 'DATE':
      return readDate(cell);
    case 'TIME':
      return readTime(column, cell);
    case 'HS_CODE':
      return readHsCode(cell);
    case 'YES_NO':
      return readYesNo(cell);
    case 'CHOICE':
      return readChoice(column, textOf(cell));
    case 'CODE':
      return value(textOf(cell).toUpperCase(), retyped(cell));
    case 'LIST':
      return value(partsOf(cell), retyped(cell));
    case 'PAIRS':
      return readPairs(column, cell);
    case 'TEXT':
      return value(textOf(cell), retyped(cell));
  }
}

/** Digits beyond which a spreadsheet program replaces those of a long number by zeros. */
const LONG_NUMBER = 10 ** 15;

/** Whether a program took a text or code for something else and may have changed it. */
function retyped({ type, text }: Cell): CellValue['remark'] {
  const changed =
    type === 'DATE' ||
    type === 'BOOLEAN' ||
    (type === 'NUMBER' && Math.abs(Number(text)) >= LONG_NUMBER) ||
    (type === 'TEXT' && /^\d(?:[.,]\d+)?E\+\d+$/i.test(text.trim()));
  return changed ? { rule: 'TABLE_RETYPED', message: `${text} stands as ${KINDS_OF_CELL[type]}` } : undefined;
}

const KINDS_OF_CELL = { DATE: 'a date', BOOLEAN: 'true or false', NUMBER: 'a number', TEXT: 'a number', ERROR: '' };

/** Text of a cell; a number as the person sees it. */
function textOf({ type, text }: Cell): string {
  return (type === 'NUMBER' ? (numberOfCell(text) ?? text) : text).trim();
}

function readNumber(cell: Cell, mark: DecimalMark | undefined): CellReading {
  if (cell.type === 'NUMBER') {
    const number = numberOfCell(cell.text);
    return number === undefined ? fault(`${cell.text} is beyond what is carried`) : value(number);
  }
  const read = numberOfText(cell.text, mark);
  if (read.ok) return value(read.value);
  if (read.reason === 'NO_NUMBER') return fault(`${cell.text} is no number`);
  return fault(`${cell.text} may have three decimals or a thousand mark`, 'TABLE_NUMBER_AMBIGUOUS');
}

function readCount(cell: Cell, mark: DecimalMark | undefined): CellReading {
  const read = readNumber(cell, mark);
  if ('fault' in read) return read;
  const whole = String(read.value).replace(/\.0+$/, '');
  return /^\d{1,8}$/.test(whole) ? value(Number(whole)) : fault(`${cell.text} is no count`);
}

function readDate(cell: Cell): CellReading {
  if (cell.type === 'DATE') return value(cell.text.slice(0, 10));
  const text = textOf(cell);
  const date = isPlausibleSerial(text) ? dateOfSerial(Math.floor(Number(text)), 1900) : undefined;
  if (date !== undefined) return value(date, { rule: 'TABLE_DATE_SERIAL', message: `${text} read as ${date}` });
  const read = dateOfText(text);
  if (read.ok) return value(read.date);
  if (read.reason === 'AMBIGUOUS') return fault(`${text} may be day or month first`, 'TABLE_DATE_AMBIGUOUS');
  return fault(`${text} is no date`);
}

function readTime({ localPointer }: Column, cell: Cell): CellReading {
  const text = textOf(cell);
  const read: ReadTime = cell.type === 'DATE' ? localTimeOf(cell.text) : timeOfText(text);
  if (!read.ok) {
    if (read.reason === 'AMBIGUOUS') return fault(`${text} may be day or month first`, 'TABLE_DATE_AMBIGUOUS');
    return fault(`${text} is no date with a time`);
  }
  if ('instant' in read) return value(read.instant);
  if (localPointer === undefined) return fault(`${text} names no offset, such as +08:00`);
  return { value: read.local, pointer: localPointer, remark: { rule: 'TABLE_LOCAL_TIME', message: read.local } };
}

function localTimeOf(text: string): ReadTime {
  return text.length > 10 ? { ok: true, local: text } : { ok: false, reason: 'NO_DATE' };
}

/** A numeric cell cannot begin with zero, so a code of five digits has lost its first; fewer may have lost another. */
function readHsCode(cell: Cell): CellReading {
  const text = textOf(cell);
  const digits = cell.type === 'NUMBER' ? text : text.replace(/(?<=\d)[. ](?=\d)/g, '');
  if (/^\d{6}$/.test(digits)) return value(digits);
  if (!/^\d{5}$/.test(digits) || digits !== text) return fault(`${text} has not six digits`);
  return value(`0${digits}`, { rule: 'TABLE_LEADING_ZERO', message: `${text} read as 0${digits}` });
}

const YES = new Set(['yes', 'y', 'true', '1', 'ya', '是', 'x']);
const NO = new Set(['no', 'n', 'false', '0', 'tidak', '否']);

function readYesNo(cell: Cell): CellReading {
  const word = textOf(cell).toLowerCase();
  if (YES.has(word)) return value(true);
  return NO.has(word) ? value(false) : fault(`${textOf(cell)} is neither yes nor no`);
}

function readChoice({ choices = [] }: Column, text: string): CellReading {
  const plain = text.toUpperCase().replace(/[\s-]+/g, '_');
  const chosen = choices.find((choice) => choice === plain);
  if (chosen !== undefined) return value(/^\d+$/.test(chosen) ? Number(chosen) : chosen);
  return fault(`${text} is none of ${choices.join(', ')}`);
}

const partsOf = (cell: Cell) =>
  textOf(cell)
    .split(/[;\r\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function readPairs({ members: [first, second] = ['scheme', 'value'] }: Column, cell: Cell): CellReading {
  // a colon within the first part is doubled
  const pairs = partsOf(cell).map((part) => /^((?:[^:]|::)+):(.+)$/.exec(part));
  if (pairs.some((pair) => pair === null)) return fault(`${textOf(cell)} is not written as ${first}:${second}`);
  return value(
    pairs.map((pair) => ({
      [first]: pair?.[1]?.replaceAll('::', ':').trim() ?? '',
      [second]: pair?.[2]?.trim() ?? '',
    })),
  );
}

/**
 * Cell of a value, such that {@link readCell} gives the value back.
 * @returns `undefined` for a value that no cell of this column can carry
 */
export function writeCell(column: Column, carried: JsonValue): Cell | undefined {
  const cell = cellOf(column, carried);
  const read = cell === undefined ? undefined : readCell(column, cell, '.');
  const same = read !== undefined && 'value' in read && JSON.stringify(read.value) === JSON.stringify(carried);
  return same ? cell : undefined;
}

function cellOf(column: Column, carried: JsonValue): Cell | undefined {
  switch (column.kind) {
    case 'YES_NO':
      return text(carried === true ? 'yes' : 'no');
    case 'LIST':
      return text((carried as readonly string[]).join('; '));
    case 'PAIRS': {
      const pairs = carried as readonly Readonly<Record<string, string>>[];
      const [first, second] = column.members ?? ['scheme', 'value'];
      return text(pairs.map((pair) => pairText(pair[first], pair[second])).join('; '));
    }
    case 'COUNT':
    case 'DECIMAL':
      return numberOfCell(String(carried)) === String(carried)
        ? { type: 'NUMBER', text: String(carried) }
        : text(String(carried));
    default:
      return text(String(carried));
  }
}

function pairText(first = '', second = ''): string {
  return `${first.replaceAll(':', '::')}:${second.startsWith(':') ? ' ' : ''}${second}`;
}

const text = (written: string): Cell => ({ type: 'TEXT', text: written });
