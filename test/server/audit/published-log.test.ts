import { expect } from 'chai';
import { createClient } from '../../../client/client.ts';
import { readLeaves } from '../../../scripts/cli/support/chain-leaves.ts';
import { auditPublishedLog } from '../../../scripts/cli/support/published-log.ts';
import { lodgeInvoice, openCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';

/** What somebody with the database could do to the log, and what an auditor with a chain node then finds. */
const TAMPERINGS: readonly (readonly [what: string, sql: string, problems: readonly string[]])[] = [
  [
    'a hash of a tile',
    `UPDATE log_tiles SET bytes = set_byte(bytes, 70, get_byte(bytes, 70) # 1) WHERE series = 'TREE' AND level = 0`,
    ['CHECKPOINT CONTRADICTED', 'TILE BYTES_DIFFER'],
  ],
  [
    'a root of the head map',
    `UPDATE log_tiles SET bytes = set_byte(bytes, octet_length(bytes) - 3, 1) WHERE series = 'HEADS'`,
    ['CHECKPOINT CONTRADICTED'],
  ],
  ['a tile that is gone', `DELETE FROM log_tiles WHERE series = 'TREE'`, ['CHECKPOINT NO_ANSWER', 'TILE MISSING']],
  [
    'an action in the index',
    `UPDATE projected_events SET block_time = block_time + 1 WHERE sequence = 3`,
    ['ENTRIES BYTES_DIFFER'],
  ],
];

describe('the published log, as an auditor with a chain node sees it', () => {
  let gateway: TestGateway;

  before(async function start() {
    this.timeout(120_000);
    gateway = await startGateway();
    await lodgeInvoice(gateway, await openCase(gateway));
    await gateway.client.readCheckpoint();
    // the gateway serves on, and writes nothing by itself
    await gateway.gateway.core.stop();
  });

  after(() => gateway?.close());

  async function audit() {
    const { domain, rpcUrl } = gateway.chain;
    const { leaves } = await readLeaves({ rpcUrl, ledger: domain, stateFile: undefined, onProgress: () => undefined });
    return auditPublishedLog({
      // what a gateway refuses here it refuses for good
      client: createClient({ baseUrl: gateway.url, attempts: 1 }),
      ledgerId: domain.ledgerId,
      gateways: [gateway.gatewayKey],
      leaves,
      onProgress: () => undefined,
    });
  }

  it('is the log that the chain gives', async () => {
    const { differences, compared, checkpoint } = await audit();
    expect(differences).to.deep.equal([]);
    expect(compared.actions).to.equal(checkpoint?.size);
    expect(compared.actions).to.be.greaterThan(20);
  });

  for (const [what, statement, problems] of TAMPERINGS) {
    it(`names ${what}`, async () => {
      const { pool } = gateway.database;
      const tables = ['log_tiles', 'projected_events'];
      for (const table of tables) await pool.query(`CREATE TABLE backup_${table} AS TABLE ${table}`);
      await pool.query(statement);
      const { differences } = await audit().finally(async () => {
        for (const table of tables) {
          await pool.query(`DELETE FROM ${table}`);
          await pool.query(`INSERT INTO ${table} SELECT * FROM backup_${table}`);
          await pool.query(`DROP TABLE backup_${table}`);
        }
      });
      expect(differences.map(({ where, problem }) => `${where} ${problem}`)).to.include.members(problems);
    });
  }

  it('is whole again once everything is as it was, but for the alarms, which stay', async () => {
    expect((await audit()).differences.map(({ where }) => where)).to.deep.equal(['ALARM']);
  });
});
