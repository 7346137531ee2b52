import { expect } from 'chai';
import { prepareDocument } from '../../../client/documents.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import type { ConsistencyReport } from '../../../server/modules/audit/audit.service.ts';
import { declareImport, lodgeInvoice, type OpenedCase, openCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import { dumpIndex, INDEX_TABLES } from '../../support/index-dump.ts';

/** Changes that somebody with the database could make, and the table that the audit must name. */
const TAMPERINGS: readonly (readonly [what: string, table: string, sql: string])[] = [
  [
    'a byte of a stored document',
    'contents',
    `UPDATE contents SET bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) WHERE sha256 = (SELECT min(sha256) FROM contents)`,
  ],
  [
    'the secret of a document',
    'document_contents',
    `UPDATE document_contents SET secret = set_byte(secret, 0, get_byte(secret, 0) # 1) WHERE root = (SELECT min(root) FROM document_contents)`,
  ],
  [
    'a link to a document',
    'actions',
    `DELETE FROM document_contents WHERE root = (SELECT envelope FROM projected_cases LIMIT 1)`,
  ],
  [
    'the message of an anchored action',
    'actions',
    `UPDATE actions SET message = jsonb_set(message, '{deadline}', '1') WHERE kind = 'LodgeDocument'`,
  ],
  [
    'the status of an anchored action',
    'actions',
    `UPDATE actions SET status = 'REJECTED', sequence = NULL WHERE kind = 'OpenCase'`,
  ],
  ['an action that was sent', 'actions', `DELETE FROM actions WHERE kind = 'LodgeDocument'`],
  [
    'the bytes of a transaction',
    'batches',
    `UPDATE batches SET raw_tx = set_byte(raw_tx, 30, get_byte(raw_tx, 30) # 1) WHERE id = (SELECT max(id) FROM batches)`,
  ],
  [
    'an event’s operator',
    'projected_events',
    `UPDATE projected_events SET operator = '0x00000000000000ff' WHERE kind = 'LodgeDocument'`,
  ],
  [
    'an argument of an event',
    'projected_events',
    `UPDATE projected_events SET payload = jsonb_set(payload, '{0,args,documentType}', '705') WHERE kind = 'LodgeDocument'`,
  ],
  ['an event', 'projected_events', `DELETE FROM projected_events WHERE kind = 'LodgeDeclaration'`],
  ['the state of a declaration', 'projected_declarations', `UPDATE projected_declarations SET state = 'RELEASED'`],
  ['the row of a declaration', 'projected_declarations', `DELETE FROM projected_declarations`],
  [
    'a party on a case that is not its own',
    'case_parties',
    `INSERT INTO case_parties SELECT case_id, '0x00000000000000ff', 'ADDRESSED' FROM projected_cases LIMIT 1`,
  ],
  ['a jurisdiction of a case', 'case_jurisdictions', `DELETE FROM case_jurisdictions WHERE jurisdiction = 'MY'`],
  ['the reference of a case', 'projected_cases', `UPDATE projected_cases SET ucr = 'OTHER'`],
  ['the current version of a document', 'projected_documents', `UPDATE projected_documents SET withdrawn = true`],
  ['the number of a version', 'projected_versions', `UPDATE projected_versions SET number = number + 1`],
  ['an endorsement', 'projected_endorsements', `DELETE FROM projected_endorsements`],
  ['what a case waits for', 'projected_waits', `DELETE FROM projected_waits`],
  [
    'the role of a party',
    'projected_party_roles',
    `UPDATE projected_party_roles SET role = 'AUDITOR' WHERE role = 'BROKER'`,
  ],
  ['a party', 'projected_parties', `UPDATE projected_parties SET status = 'SUSPENDED' WHERE jurisdiction = 'CN'`],
  ['the end of a key', 'projected_keys', `UPDATE projected_keys SET valid_until = valid_until + 1`],
  [
    'a council',
    'projected_jurisdictions',
    `UPDATE projected_jurisdictions SET council_threshold = 1 WHERE code = 'MY'`,
  ],
  ['a policy', 'projected_policies', `UPDATE projected_policies SET quorum_red = 1`],
  [
    'a hash in a tile of the log',
    'log_tiles',
    `UPDATE log_tiles SET bytes = set_byte(bytes, 70, get_byte(bytes, 70) # 1) WHERE series = 'TREE' AND level = 0`,
  ],
  [
    'a root of the head map',
    'log_tiles',
    `UPDATE log_tiles SET bytes = set_byte(bytes, 3, get_byte(bytes, 3) # 1) WHERE series = 'HEADS'`,
  ],
  ['a tile that is cut off', 'log_tiles', `UPDATE log_tiles SET bytes = substring(bytes FROM 1 FOR 64)`],
  [
    'a page of the head map',
    'log_head_pages',
    `UPDATE log_head_pages SET bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) WHERE prefix = ''`,
  ],
  [
    'the newest version of a page',
    'log_head_pages',
    `DELETE FROM log_head_pages WHERE prefix = '' AND from_size = (SELECT max(from_size) FROM log_head_pages)`,
  ],
  ['the size of the log', 'log_state', `UPDATE log_state SET size = size - 1`],
  [
    'the text of a checkpoint',
    'log_checkpoints',
    `UPDATE log_checkpoints SET text = replace(text, chr(10) || size, chr(10) || (size - 1))`,
  ],
  [
    'the signature of a checkpoint',
    'log_checkpoints',
    `UPDATE log_checkpoints SET note = overlay(note PLACING CASE substr(note, length(note) - 20, 1) WHEN 'A' THEN 'B' ELSE 'A' END FROM length(note) - 20 FOR 1)`,
  ],
  ['a checkpoint of more than there is', 'log_checkpoints', `UPDATE log_checkpoints SET size = size + 1000`],
  ['where reading stands', 'chain_cursor', `UPDATE chain_cursor SET block_hash = '0x' || repeat('ab', 32)`],
];

describe('the consistency audit', () => {
  let gateway: TestGateway;
  let opened: OpenedCase;

  before(async function start() {
    this.timeout(120_000);
    gateway = await startGateway();
    opened = await openCase(gateway);
    const invoice = await lodgeInvoice(gateway, opened);
    const endorser = await gateway.desk(gateway.people.importBroker.people[0]);
    await endorser.endorseDocument({ caseId: opened.caseId, documentId: invoice.documentId });
    await declareImport(gateway, opened);
    await gateway.client.readCheckpoint();
    // from here on nobody but the tests writes
    await gateway.gateway.core.stop();
  });

  after(() => gateway?.close());

  const audit = (): Promise<ConsistencyReport> => gateway.gateway.core.audit.checkConsistency();

  it('finds nothing where nothing was touched', async () => {
    const report = await audit();
    expect(report.differences).to.deep.equal([]);
    expect(report.compared.events).to.be.greaterThan(30);
    expect(report.compared.contents).to.equal(3);
    expect(report.compared.tiles).to.be.greaterThan(1);
    expect(report.compared.checkpoints).to.be.greaterThan(0);
  });

  for (const [what, table, statement] of TAMPERINGS) {
    it(`names ${what}`, async () => {
      const { pool } = gateway.database;
      const backup = await backUp(table);
      await pool.query(statement);
      const { consistent, differences } = await audit().finally(backup.restore);
      expect(consistent).to.equal(false);
      expect(differences.map((difference) => difference.table)).to.include(table);
    });
  }

  it('finds nothing again once everything is as it was', async () => {
    expect((await audit()).differences).to.deep.equal([]);
  });

  it('is answered by a rebuild from the chain that gives the same index, row by row', async () => {
    const { pool } = gateway.database;
    const before = await dumpIndex(pool);
    await pool.query(`UPDATE projected_declarations SET state = 'RELEASED'`);
    await pool.query(`DELETE FROM projected_events WHERE kind = 'EnrolKey'`);
    await gateway.gateway.core.projection.rebuild();
    expect(await dumpIndex(pool)).to.deep.equal(before);
    expect((await audit()).consistent).to.equal(true);
  });

  it('rebuilds the same index when every table of it was emptied', async () => {
    const { pool } = gateway.database;
    const before = await dumpIndex(pool);
    for (const table of INDEX_TABLES) await pool.query(`DELETE FROM ${table}`);
    await gateway.gateway.core.projection.rebuild();
    expect(await dumpIndex(pool)).to.deep.equal(before);
  });

  it('keeps the outcomes of actions over a rebuild', async () => {
    const { rows } = await gateway.database.pool.query<{ status: string }>('SELECT DISTINCT status FROM actions');
    expect(rows).to.deep.equal([{ status: 'ANCHORED' }]);
  });

  it('accepts a document of a case that was rebuilt', async () => {
    const { core } = gateway.gateway;
    const prepared = prepareDocument(opened.documents.packingList as unknown as JsonValue);
    const action = await gateway.people.exportBroker.sign('LodgeDocument', {
      caseId: opened.caseId,
      documentType: 271,
      root: prepared.root,
    });
    const broker = await gateway.as(gateway.people.exportBroker.people[0]);
    await broker.storeContent(prepared.canonicalSha256, prepared.canonical, 'application/json');
    const content = { document: prepared.canonicalSha256, secret: prepared.secret, files: [] };
    const accepted = await core.actions.submit(action, content);
    await core.relayer.runOnce();
    await core.projection.catchUp();
    expect((await core.actions.read(accepted.digest)).status).to.equal('ANCHORED');
  });

  /** Keeps a copy of every table that a statement may touch, foreign keys included. */
  async function backUp(table: string): Promise<{ restore(): Promise<void> }> {
    const { pool } = gateway.database;
    const tables = ['actions', 'contents', 'document_contents'].includes(table)
      ? ['contents', 'document_contents', 'document_files', 'actions']
      : [table];
    for (const name of tables) await pool.query(`CREATE TABLE backup_${name} AS TABLE ${name}`);
    return {
      async restore() {
        const client = await pool.connect();
        try {
          await client.query('BEGIN');
          for (const name of tables.toReversed()) {
            if (!(name in REFERENCED)) await client.query(`DELETE FROM ${name}`);
          }
          for (const name of tables) await restoreTable(client, name);
          await client.query('COMMIT');
        } finally {
          client.release();
        }
      },
    };
  }
});

/** Tables whose rows others refer to: put back in place. */
const REFERENCED: Readonly<Record<string, string>> = {
  contents: 'UPDATE contents t SET bytes = b.bytes FROM backup_contents b WHERE t.sha256 = b.sha256',
  batches: 'UPDATE batches t SET raw_tx = b.raw_tx FROM backup_batches b WHERE t.id = b.id',
};

interface Queries {
  query(text: string): Promise<unknown>;
}

/** Puts the copy of a table back; generated columns keep their values. */
async function restoreTable(client: Queries, name: string): Promise<void> {
  const restoring = REFERENCED[name];
  if (restoring !== undefined) await client.query(restoring);
  else {
    await client.query(`INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM backup_${name}`);
  }
  await client.query(`DROP TABLE backup_${name}`);
}
