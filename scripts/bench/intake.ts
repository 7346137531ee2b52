/**
 * `npm run bench:intake`: how fast intake reads each format, beside a well-known parser that only parses the same file,
 * and how memory grows with the file. Processor time, so that other programs count little; one process per measurement.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { table } from '../cli/support/output.ts';
import { BENCH_FORMATS } from './intake/files.ts';
import type { Measurement } from './intake/measure.ts';
import { PEERS } from './intake/peers.ts';

/** Heap that a whole file, and a stream of any length, has to do with, megabytes. */
const HEAP_MB = { read: 256, peer: 1_024, stream: 48 } as const;

/** Streams are measured at these sizes, megabytes. */
const STREAMED_MB = [10, 40, 100];

function measure(mode: keyof typeof HEAP_MB, format: string, megabytes: number): Measurement {
  const script = path.join(import.meta.dirname, 'intake/measure.ts');
  const heap = `--max-old-space-size=${HEAP_MB[mode]}`;
  return JSON.parse(
    execFileSync(process.execPath, [heap, script, mode, format, String(megabytes)], { encoding: 'utf8' }),
  ) as Measurement;
}

const speed = ({ sizeBytes, seconds }: Measurement) => sizeBytes / 1e6 / seconds;
const shown = (value: number, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : '-');

const rows = BENCH_FORMATS.flatMap(({ name, sizesMb }) => {
  const peer = PEERS[name.split(' ').at(-1) ?? ''];
  const slowest: number[] = [];
  return sizesMb.map((megabytes) => {
    const own = measure('read', name, megabytes);
    const other = peer === undefined ? undefined : measure('peer', name, megabytes);
    slowest.push(own.seconds / own.sizeBytes);
    return [
      ...[name, shown(own.sizeBytes / 1e6), own.failure ?? shown(speed(own))],
      ...[other === undefined ? '-' : `${peer?.name} ${other.failure === undefined ? shown(speed(other)) : 'failed'}`],
      other === undefined || other.failure !== undefined ? '-' : shown(speed(own) / speed(other), 2),
      // 1 is linear: as much time for a byte of this file as for a byte of the smallest one
      shown((slowest.at(-1) ?? 0) / (slowest[0] ?? 1), 2),
      shown(own.grownBytes / 2 ** 20, 0),
    ];
  });
});
for (const line of table(['format', 'MB', 'MB/s', 'parser MB/s', 'ratio', 'time/byte', 'grown MB'], rows))
  console.log(line);
console.log('');
const streams = STREAMED_MB.map((megabytes) => {
  const each = measure('stream', '', megabytes);
  return ['EDIFACT in pieces', shown(each.sizeBytes / 1e6), shown(speed(each)), shown(each.grownBytes / 2 ** 20, 0)];
});
for (const line of table(['format', 'MB', 'MB/s', 'grown MB'], streams)) console.log(line);
