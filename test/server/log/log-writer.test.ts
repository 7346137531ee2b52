/** The stored log against the second implementation, over thousands of leaves, appends of any size and rollbacks. */
import { expect } from 'chai';
import fc from 'fast-check';
import { ACTION_KINDS, type ActionKindName } from '../../../protocol/actions.ts';
import { verifyHead } from '../../../protocol/log/head-map.ts';
import { encodeLogLeaf, type LogLeaf } from '../../../protocol/log/log-leaf.ts';
import { verifyInclusion } from '../../../protocol/log/tree-proofs.ts';
import { inTransaction } from '../../../server/database/pool.ts';
import { createLogReader } from '../../../server/modules/log/log-reader.ts';
import { createLogWriter } from '../../../server/modules/log/log-writer.ts';
import { sha256 } from '../../protocol/support/reference-tree.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { hexRoots, rootsOf } from '../support/log.ts';

const word = (text: string) => `0x${Buffer.from(sha256(Buffer.from(text))).toString('hex')}`;
const KINDS = Object.keys(ACTION_KINDS) as ActionKindName[];

/** Leaves of a branch; branches differ from a sequence on. */
function leafOf(sequence: number, branch: string): LogLeaf {
  const kind = KINDS[sequence % KINDS.length]!;
  const head = (what: string) => word(`${branch} ${what} ${sequence}`);
  return {
    sequence,
    kind,
    blockTime: 1_790_000_000 + sequence,
    digest: head('digest'),
    signatureDigest: head('signatures'),
    actor: word(`actor ${sequence % 23}`),
    subject: word(`subject ${sequence % 211}`),
    actorHead: head('actor'),
    subjectHead: kind === 'CancelAction' ? `0x${'0'.repeat(64)}` : head('subject'),
  };
}

describe('the stored log', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  let leaves: LogLeaf[];

  before(async () => {
    database = await createTestDatabase();
  });
  beforeEach(() => {
    leaves = [];
  });
  after(() => database?.drop());

  const writer = createLogWriter({
    leavesAfter: async (_db, sequence, limit) => leaves.slice(sequence, sequence + limit),
  });
  const grow = async (to: number, branch: string) => {
    for (let sequence = leaves.length + 1; sequence <= to; sequence += 1) leaves.push(leafOf(sequence, branch));
    await inTransaction(database.db, (trx) => writer.extend(trx));
  };
  const rollBack = async (to: number) => {
    leaves.length = to;
    await inTransaction(database.db, (trx) => writer.rollBack(trx, to));
  };
  const reader = () => createLogReader(database.db, 'corridor');
  const check = async () => {
    expect((await reader().state()).size).to.equal(leaves.length);
    expect(hexRoots(await reader().checkpointAt(leaves.length))).to.deep.equal(rootsOf(leaves.map(encodeLogLeaf)));
  };

  it('is what the leaves say after any appends and rollbacks', async () => {
    const step = fc.record({ by: fc.integer({ min: -700, max: 900 }), branch: fc.constantFrom('a', 'b') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await rollBack(0);
        for (const { by, branch } of steps) {
          if (by < 0) await rollBack(Math.max(0, leaves.length + by));
          else await grow(leaves.length + by, branch);
          await check();
        }
      }),
      { numRuns: 6 },
    );
  });

  it('rolls back further than heads are kept, and tells every size on the way', async () => {
    await rollBack(0);
    await grow(300, 'a');
    for (const size of [1_000, 2_500, 3_100]) await grow(size, 'a');
    const { provenFrom } = await reader().state();
    expect(provenFrom).to.be.greaterThan(300);
    expect(hexRoots(await reader().checkpointAt(300))).to.deep.equal(rootsOf(leaves.slice(0, 300).map(encodeLogLeaf)));
    await rollBack(250);
    await check();
    await grow(700, 'b');
    await check();
  });

  it('proves leaves and heads at every size at which it was extended, as far as heads are kept', async () => {
    await rollBack(0);
    const sizes = [10, 257, 600, 601, 1_200];
    for (const size of sizes) await grow(size, 'a');
    for (const size of sizes) {
      const { root, headsRoot } = await reader().checkpointAt(size);
      const leaf = leaves[size - 1]!;
      expect(verifyInclusion(leaf, await reader().inclusion(size, size), root)).to.equal(true);
      const proof = await reader().head({ kind: 'REGISTRY', id: leaf.actor }, size);
      expect(verifyHead(proof!, headsRoot)).to.deep.include({ outcome: 'PRESENT', sequence: size });
    }
    expect(await reader().head({ kind: 'REGISTRY', id: leaves[0]!.actor }, 300)).to.equal(undefined);
  });

  it('refuses leaves that do not follow', async () => {
    await rollBack(0);
    leaves = [leafOf(2, 'a')];
    const refused = await inTransaction(database.db, (trx) => writer.extend(trx)).catch((error) => error);
    expect(refused).to.be.instanceOf(RangeError);
    leaves = [];
  });
});
