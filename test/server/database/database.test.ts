import { expect } from 'chai';
import { sql } from 'kysely';
import { migrate } from '../../../server/database/migrate.ts';
import { inTransaction, parseInt8 } from '../../../server/database/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

describe('the database', () => {
  let database: TestDatabase;

  before(async function start() {
    this.timeout(60_000);
    database = await createTestDatabase({ migrated: false });
  });

  after(() => database?.drop());

  it('is migrated once, also when two gateways start at the same time', async () => {
    const applied = await Promise.all([migrate(database.pool), migrate(database.pool)]);
    expect(applied.filter((names) => names.length > 0)).to.have.length(1);
    expect(await migrate(database.pool)).to.deep.equal([]);
  });

  it('is refused when it was migrated by other files', async () => {
    await database.pool.query(`UPDATE schema_migrations SET sha256 = 'other' WHERE name = '001-domains.sql'`);
    try {
      await migrate(database.pool);
      expect.fail('it was taken');
    } catch (error) {
      expect(error).to.have.property('code', 'MIGRATION_MISMATCH');
    }
  });

  it('gives int8 as numbers, refuses what does not fit one, and gives bytea as bytes', async () => {
    const { rows } = await sql<{
      big: unknown;
      raw: unknown;
    }>`SELECT 9007199254740991::int8 AS big, '\\x00ff'::bytea AS raw`.execute(database.db);
    expect(rows[0]?.big).to.equal(Number.MAX_SAFE_INTEGER);
    expect(rows[0]?.raw).to.deep.equal(Buffer.from([0, 255]));
    expect(() => parseInt8('9007199254740992')).to.throw(RangeError);
  });

  it('takes nothing of a transaction that failed', async () => {
    const nonce = { nonce: 'n', expires_at: new Date(0) };
    const failing = inTransaction(database.db, async (trx) => {
      await trx.insertInto('session_nonces').values(nonce).execute();
      throw new RangeError('on purpose');
    });
    expect(await failing.catch((error: unknown) => error)).to.be.instanceOf(RangeError);
    expect(await database.db.selectFrom('session_nonces').selectAll().execute()).to.deep.equal([]);
  });

  it('stays usable after the server ended its connections', async () => {
    await database.pool
      .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()')
      .catch(() => undefined);
    const answers = await Promise.allSettled([1, 2, 3].map(() => database.pool.query('SELECT 1')));
    const again = await database.pool.query<{ one: number }>('SELECT 1 AS one');
    expect(again.rows[0]?.one).to.equal(1);
    expect(answers).to.have.length(3);
  });
});
