import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedError } from './errors.ts';

const LOCK_FILE = '.lock';

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
 * @returns the lock; hold it for as long as anything below the directory is written
 * @throws {EmbeddedError} DATA_DIR_IN_USE when another process, or another part of this one, holds it
 */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  const file = path.join(directory, LOCK_FILE);
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new EmbeddedError(
      'DATA_DIR_IN_USE',
      `The data directory ${directory} is in use by another process. Stop that one first, or use another directory.`,
      { directory },
      { cause },
    );
  }
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}
