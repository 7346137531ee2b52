import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { syncDirectory } from './durable-file.ts';
import { EmbeddedError } from './errors.ts';

const LOCK_FILE = '.lock';
const POLL_MS = 50;
/** SQLite's code for a lock that somebody else holds. */
const SQLITE_BUSY = 5;

/** An exclusive hold on a data directory. */
export interface DirectoryLock {
  release(): void;
}

/**
 * Takes the exclusive lock of a data directory, creating the directory when it is missing.
 *
 * The lock is SQLite's lock on a file of its own, which the kernel drops when the process dies: unlike a file that
 * holds a process id it cannot go stale, and needs neither a clean-up nor a guess about reused ids.
 *
 * @param directory the directory to own
 * @param waitMs how long to wait for another holder to let go, milliseconds; one that is shutting down needs a moment
 * @returns the lock; hold it for as long as anything below the directory is written
 * @throws {EmbeddedError} DATA_DIR_IN_USE when another process, or another part of this one, holds it
 */
export async function lockDirectory(directory: string, waitMs = 0): Promise<DirectoryLock> {
  const created = mkdirSync(directory, { recursive: true, mode: 0o711 });
  // Else a power cut could take the directory away with everything that was flushed inside it.
  if (created !== undefined) await syncDirectory(path.dirname(created));
  const file = path.join(directory, LOCK_FILE);
  closeSync(openSync(file, 'a', 0o600));
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const database = tryLock(file);
    if (database !== undefined) return { release: () => release(database) };
    if (waitedMs >= waitMs) break;
    await delay(POLL_MS);
  }
  throw new EmbeddedError(
    'DATA_DIR_IN_USE',
    `The data directory ${directory} is in use by another process. Stop that one first, or use another directory.`,
    { directory },
  );
}

function tryLock(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
}

function release(database: DatabaseSync): void {
  if (database.isOpen) database.close();
}
