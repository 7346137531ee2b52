import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Makes an empty directory for one test. */
export function makeTemporaryDirectory(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'corridor-embedded-'));
}

/** Removes it with everything in it. */
export function removeTemporaryDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true });
}

/** Settles with the error that a promise is rejected with; undefined when it is fulfilled. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error;
  }
}
