/** What the demo shows: a line per step for people, or one JSON value at the end. */
import { styleText } from 'node:util';
import type { ActionStatus } from '../../client/types.ts';
import { displayWidth } from '../cli/support/output.ts';

/** One signed action. */
export interface Step {
  readonly step: string;
  readonly by: string;
  readonly digest: string;
  readonly sequence: number | null;
  readonly gas: number | null;
  /** From asking the person to having the anchored answer: signing, uploading, checking, anchoring, indexing. */
  readonly milliseconds: number;
}

export interface Expectation {
  readonly what: string;
  readonly held: boolean;
  readonly found: string;
}

export interface Report {
  /** Begins a scene; scenes are numbered. */
  scene(text: string): void;
  heading(text: string): void;
  line(text: string): void;
  step(what: string, by: string, status: ActionStatus, milliseconds: number): void;
  expect(what: string, held: boolean, found: string): void;
  readonly steps: readonly Step[];
  readonly expectations: readonly Expectation[];
}

const WIDTH = 88;
const WHAT_WIDTH = 43;
const BY_WIDTH = 18;

export function createReport(out: NodeJS.WriteStream, json: boolean): Report {
  const steps: Step[] = [];
  const expectations: Expectation[] = [];
  let scenes = 0;
  const print = (text: string) => {
    if (!json) out.write(`${text}\n`);
  };
  const color = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream: out, validateStream: true });
  return {
    steps,
    expectations,
    scene(text) {
      scenes += 1;
      this.heading(`${scenes}  ${text}`);
    },
    heading: (text) => print(`\n${color('bold', text)}\n${'-'.repeat(Math.min(WIDTH, displayWidth(text)))}`),
    line: (text) => {
      for (const part of wrap(text, WIDTH)) print(part);
    },
    step(what, by, status, milliseconds) {
      const { digest, sequence = null, gasUsed: gas = null } = status;
      steps.push({ step: what, by, digest, sequence, gas, milliseconds });
      const numbers = `${cell(gas, 8)} gas ${cell(Math.round(milliseconds), 5)} ms`;
      print(`${pad(what, WHAT_WIDTH)} ${pad(by, BY_WIDTH)} ${numbers}`);
    },
    expect(what, held, found) {
      expectations.push({ what, held, found });
      const mark = held ? color('green', 'ok     ') : color('red', 'NOT OK ');
      for (const [index, part] of wrap(`${what}: ${found}`, WIDTH - 7).entries()) {
        print(`${index === 0 ? mark : ' '.repeat(7)}${part}`);
      }
    },
  };
}

function cell(value: number | null, width: number): string {
  return (value === null ? '-' : value.toLocaleString('en')).padStart(width);
}

function pad(text: string, width: number): string {
  let cut = text;
  while (displayWidth(cut) > width) cut = cut.slice(0, -1);
  return cut + ' '.repeat(width - displayWidth(cut));
}

/** Breaks at blanks; what is indented stays so. */
function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = indent;
  for (const word of text.trim().split(' ')) {
    const longer = line.trim() === '' ? indent + word : `${line} ${word}`;
    if (displayWidth(longer) > width && line.trim() !== '') {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = longer;
  }
  return [...lines, line];
}
