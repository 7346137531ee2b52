import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/** Mode of files that hold a secret: only the owner may read or write. */
export const SECRET_MODE = 0o600;

/**
 * Replaces a file as a whole, so that after a crash at any point either the old or the new content is there.
 *
 * @param file path of the file; a sibling with the suffix `.new` is used on the way
 * @param content new content
 * @param mode permission bits
 */
export async function writeFileDurably(file: string, content: string | Uint8Array, mode = SECRET_MODE): Promise<void> {
  const temporary = `${file}.new`;
  const handle = await open(temporary, 'w', mode);
  try {
    await handle.chmod(mode);
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncDirectory(path.dirname(file));
}

/** Flushes a directory, which makes the creation and renaming of its entries survive a power cut. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Reads a text file; undefined when it does not exist. */
export async function readFileIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether an error of `node:fs` says that the path does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
