/** Starts the database of the directory in the first argument, says where it is, and waits to be killed. */
import { startEmbeddedPostgres } from '../../../scripts/embedded/postgres/embedded-postgres.ts';

const database = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' });
process.stdout.write(`${JSON.stringify({ url: database.url })}\n`);
process.stdin.resume();
