/**
 * What people and programs see. Results go to standard output (with `--json` as one JSON value), progress and failures
 * to standard error; nothing moves unless standard error is a terminal.
 */
import { styleText } from 'node:util';
import type { Failure } from './cli-error.ts';

export type Style = Parameters<typeof styleText>[0];

export interface OutputStreams {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}

export interface Output {
  readonly json: boolean;
  /** Prints a result: the value with `--json`, else the lines. */
  result(value: unknown, lines: () => readonly string[]): void;
  /** A line for people; nothing with `--json`. */
  note(line: string): void;
  failure(failure: Failure): void;
  /** Shows that something is going on, until it has ended. */
  progress<T>(what: string, work: (update: (what: string) => void) => Promise<T>): Promise<T>;
  style(style: Style, text: string): string;
}

const SPINNER = ['-', '\\', '|', '/'];

export function createOutput(streams: OutputStreams, json: boolean): Output {
  const style = (format: Style, text: string): string =>
    styleText(format, text, { stream: streams.out, validateStream: true });
  const errorStyle = (format: Style, text: string): string =>
    styleText(format, text, { stream: streams.err, validateStream: true });
  return {
    json,
    style,
    result(value, lines) {
      streams.out.write(json ? `${JSON.stringify(value, undefined, 2)}\n` : `${lines().join('\n')}\n`);
    },
    note(line) {
      if (!json) streams.err.write(`${line}\n`);
    },
    failure({ code, what, where, doNext }) {
      if (json) streams.out.write(`${JSON.stringify({ error: { code, what, where, doNext } }, undefined, 2)}\n`);
      const places = where.flatMap((line) => [`  where: ${line}`]);
      const lines = [`${errorStyle('red', 'error:')} ${what} [${code}]`, ...places, `  next:  ${doNext}`];
      streams.err.write(`${lines.join('\n')}\n`);
    },
    async progress(what, work) {
      if (json || !streams.err.isTTY) return work(() => undefined);
      return spin(streams.err, what, work);
    },
  };
}

async function spin<T>(
  stream: NodeJS.WriteStream,
  what: string,
  work: (update: (what: string) => void) => Promise<T>,
): Promise<T> {
  let text = what;
  let turn = 0;
  const draw = () => {
    stream.write(`\r\u001b[2K${SPINNER[turn % SPINNER.length]} ${text}`);
    turn += 1;
  };
  const timer = setInterval(draw, 100);
  draw();
  try {
    return await work((update) => {
      text = update;
    });
  } finally {
    clearInterval(timer);
    stream.write('\r\u001b[2K');
  }
}

/**
 * Rows with aligned columns. @param head column names, shown first
 * @returns lines without trailing blanks
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head.map((name) => name.toUpperCase()), ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ''))));
  return all.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))))
      .join('  ')
      .trimEnd(),
  );
}

/** Label and value pairs, one a line. */
export function pairs(entries: readonly (readonly [string, string | undefined])[]): string[] {
  const shown = entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  const width = Math.max(0, ...shown.map(([label]) => label.length));
  return shown.map(([label, value]) => `${label.padEnd(width)}  ${value}`);
}

/** Columns a text takes on a terminal: Han and full-width characters take two, escape sequences none. */
export function displayWidth(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with one
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '');
  let width = 0;
  for (const character of plain)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
      character,
    )
      ? 2
      : 1;
  return width;
}

/** Date and time in the local zone with its offset, to the second; `-` if there is none. */
export function localTime(at: string | number | null | undefined): string {
  if (at === null || at === undefined || at === '' || at === 0) return '-';
  const date = new Date(typeof at === 'number' ? at * 1000 : at);
  if (Number.isNaN(date.getTime())) return String(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const offset = -date.getTimezoneOffset();
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} ${zone}`;
}

/** An id short enough for a table: `0x12ab34..9f`. */
export function shortId(id: string): string {
  return id.length > 14 ? `${id.slice(0, 10)}..${id.slice(-4)}` : id;
}
