/**
 * One measurement in a process of its own, printed as JSON.
 *
 * Arguments: `read`, `peer` or `stream`, format, megabytes.
 */
import { readEdifactPieces } from '../../../server/formats/edifact/read-edifact.ts';
import { readFile } from '../../../server/formats/read-file.ts';
import { BENCH_FORMATS, interchanges } from './files.ts';
import { PEERS } from './peers.ts';

/** Readings after two that warm up. */
const READINGS = 5;

export interface Measurement {
  readonly sizeBytes: number;
  /** Processor time of the median reading, seconds. */
  readonly seconds: number;
  /** By how much the first reading made the process grow at its largest, bytes. */
  readonly grownBytes: number;
  readonly failure?: string;
}

const [mode = '', name = '', megabytes = '1'] = process.argv.slice(2);
const size = Number(megabytes) * 1_000_000;
process.stdout.write(JSON.stringify(await (mode === 'stream' ? streamed() : measured())));

async function measured(): Promise<Measurement> {
  const format = BENCH_FORMATS.find((each) => each.name === name);
  if (format === undefined) throw new RangeError(`no format ${name}`);
  const bytes = format.make(size);
  const peer = PEERS[name.split(' ').at(-1) ?? ''];
  const read = mode === 'peer' && peer !== undefined ? peer.read : (each: Uint8Array) => readFile({ bytes: each });
  try {
    const grownBytes = grownBy(() => read(bytes));
    const times = Array.from({ length: READINGS + 1 }, () => secondsOf(() => read(bytes))).slice(1);
    return { sizeBytes: bytes.length, seconds: median(times), grownBytes };
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 80) : String(error);
    return { sizeBytes: bytes.length, seconds: Number.NaN, grownBytes: Number.NaN, failure };
  }
}

/** Interchanges one after the other, made while they are read, so that nothing but the reader can grow. */
async function streamed(): Promise<Measurement> {
  const before = process.resourceUsage().maxRSS;
  const started = process.cpuUsage();
  let sizeBytes = 0;
  const pieces = function* () {
    for (const piece of interchanges(size)) {
      sizeBytes += piece.length;
      yield piece;
    }
  };
  let items = 0;
  for await (const each of readEdifactPieces(pieces())) if ('item' in each) items += 1;
  const { user, system } = process.cpuUsage(started);
  const grownBytes = (process.resourceUsage().maxRSS - before) * 1_024;
  return { sizeBytes, seconds: (user + system) / 1e6, grownBytes, ...(items === 0 ? { failure: 'no item' } : {}) };
}

function grownBy(work: () => unknown): number {
  const before = process.resourceUsage().maxRSS;
  work();
  return (process.resourceUsage().maxRSS - before) * 1_024;
}

function secondsOf(work: () => unknown): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
