import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { type ExclusiveLock, takeExclusiveLock } from '../../../server/database/exclusive-lock.ts';
import { silentLogger } from '../../../server/platform/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

describe('exclusive lock', () => {
  let database: TestDatabase;
  const held: ExclusiveLock[] = [];

  before(async () => {
    database = await createTestDatabase({ migrated: false });
  });
  afterEach(async () => {
    for (const lock of held.splice(0)) await lock.release();
  });
  after(() => database.drop());

  async function take(name: string): Promise<ExclusiveLock> {
    const lock = await takeExclusiveLock({
      connectionString: database.url,
      name,
      waitMs: 0,
      logger: silentLogger(),
    });
    held.push(lock);
    return lock;
  }
  const refusal = (name: string) =>
    take(name).then(
      () => 'taken',
      (error: { code?: string }) => error.code,
    );

  /** Ends the connections that hold locks, as a restart of the server would. */
  const cut = () =>
    database.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gateway-lock' AND datname = current_database()",
    );
  const holders = async () =>
    (
      await database.pool.query<{ n: string }>(
        "SELECT count(*) AS n FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND datname = current_database()",
      )
    ).rows[0]?.n;

  it('is held by one at a time', async () => {
    const first = await take('relay one');
    expect(await refusal('relay one')).to.equal('LOCK_HELD');
    await take('relay two');
    await first.release();
    expect(await refusal('relay one')).to.equal('taken');
  });

  it('is taken again when the server ends the connection', async () => {
    await take('relay one');
    await cut();
    while (Number(await holders()) === 0) await delay(10);
    expect(await refusal('relay one')).to.equal('LOCK_HELD');
  });

  it('tells its holder when somebody else was faster', async () => {
    const first = await take('relay one');
    const { rows } = await database.pool.query<{ id: string }>(
      "SELECT (classid::bigint << 32 | objid::bigint)::text AS id FROM pg_locks WHERE locktype = 'advisory'",
    );
    const rival = await database.pool.connect();
    try {
      // Waits in the server, which gives it the lock in the moment in which the holder's connection ends.
      const granted = rival.query('SELECT pg_advisory_lock($1::bigint)', [rows[0]?.id]);
      await cut();
      await granted;
      await first.lost;
    } finally {
      rival.release(true);
    }
  });
});
