/**
 * The built web console, read once at start: a gateway serves the files that were there when it started, whatever
 * happens to the folder afterwards. Each is kept compressed as well, since nothing else compresses them.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface ConsoleFile {
  readonly bytes: Uint8Array;
  /** Undefined where compressing gains nothing. */
  readonly gzipped: Uint8Array | undefined;
  readonly mediaType: string;
}

export interface ConsoleFiles {
  readonly page: ConsoleFile;
  /** By name; the name of each holds a digest of its content. */
  readonly assets: ReadonlyMap<string, ConsoleFile>;
  /** Template of the offline page that a dossier is put into. */
  readonly dossierPage: string;
}

/** What a build may hold. A file of another kind is a mistake of the build and stops the start. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The folder is no built console; the gateway must not start with half of one. */
export class ConsoleFilesError extends Error {
  override readonly name = 'ConsoleFilesError';
  readonly code = 'CONSOLE_NOT_BUILT';
}

/**
 * Reads `index.html`, `dossier.html` and `assets/`.
 * @throws {ConsoleFilesError} if they are not there
 */
export async function readConsoleFiles(directory: string): Promise<ConsoleFiles> {
  try {
    const names = await readdir(path.join(directory, 'assets'));
    const assets = await Promise.all(
      names.map(async (name) => [name, await readOne(path.join(directory, 'assets', name))] as const),
    );
    return {
      page: await readOne(path.join(directory, 'index.html')),
      assets: new Map(assets),
      dossierPage: await readFile(path.join(directory, 'dossier.html'), 'utf8'),
    };
  } catch (cause) {
    const detail = `There is no built console in ${directory}. Run: npm run build:console`;
    throw new ConsoleFilesError(detail, { cause });
  }
}

async function readOne(file: string): Promise<ConsoleFile> {
  const mediaType = MEDIA_TYPES[path.extname(file)];
  if (mediaType === undefined) throw new TypeError(`${path.basename(file)} is of no kind that a console has`);
  const bytes = await readFile(file);
  const compressed = await promisify(gzip)(bytes);
  return { bytes, gzipped: compressed.length < bytes.length ? compressed : undefined, mediaType };
}
