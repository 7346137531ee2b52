/** The committed figures, and how far a new measurement may be from them. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OurGas } from './ours.ts';
import type { PeerGas } from './peers.ts';

export interface Snapshot {
  /** What the figures depend on. */
  readonly measuredWith: Readonly<Record<string, string>>;
  readonly ours: OurGas;
  readonly peers: PeerGas;
}

export const SNAPSHOT_FILE = path.join(import.meta.dirname, 'snapshot.json');

/** P-256 signatures are random, and a zero byte of calldata is cheaper than another; wallets sign the same in each run. */
export const TOLERANCE_GAS = 300;

export function readSnapshot(): Snapshot {
  return JSON.parse(readFileSync(SNAPSHOT_FILE, 'utf8'));
}

export function writeSnapshot(snapshot: Snapshot): void {
  writeFileSync(SNAPSHOT_FILE, `${JSON.stringify(snapshot, null, 2)}\n`);
}

export interface Difference {
  /** Path of the figure, for example `actions/passkey/batch/OpenCase`. */
  readonly figure: string;
  readonly expected: number | undefined;
  readonly measured: number | undefined;
}

/** Figures that moved by more than `tolerance` gas, appeared or vanished. */
export function differences(expected: OurGas, measured: OurGas, tolerance: number): Difference[] {
  const before = flatten(expected);
  const after = flatten(measured);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((figure) => {
    const was = before.get(figure);
    const is = after.get(figure);
    const same = was !== undefined && is !== undefined && Math.abs(was - is) <= tolerance;
    return same ? [] : [{ figure, expected: was, measured: is }];
  });
}

function flatten(value: object, prefix = ''): Map<string, number> {
  return new Map(
    Object.entries(value).flatMap(([key, child]): [string, number][] =>
      typeof child === 'number' ? [[prefix + key, child]] : [...flatten(child, `${prefix}${key}/`)],
    ),
  );
}
