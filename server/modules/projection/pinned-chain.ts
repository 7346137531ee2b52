/** Keeps a database with the chain and ledger that it was made for. */
import type { LiveIdentity } from '../../chain/identity.ts';
import type { Db } from '../../database/pool.ts';
import { type ChainIdentity, readIdentity, writeIdentity } from './projection.repository.ts';

/** The chain under the gateway is not the one that the database was made for; nothing of it may be read or written. */
export class ChainReplacedError extends Error {
  override readonly name = 'ChainReplacedError';
  readonly code = 'CHAIN_REPLACED';
  /** Columns of `chain_identity` that differ. */
  readonly differs: readonly string[];

  constructor(differs: readonly string[]) {
    super(`the chain is another than before: ${differs.join(', ')} differ`);
    this.differs = differs;
  }
}

/**
 * Pins the chain at the first start and holds it against the pin at every other.
 * @throws {ChainReplacedError}
 */
export async function pinChain(db: Db, live: LiveIdentity, deployBlock: number): Promise<void> {
  const identity: ChainIdentity = { ...live, deploy_block: deployBlock };
  const pinned = await readIdentity(db);
  if (pinned === undefined) {
    await writeIdentity(db, identity);
    return;
  }
  const differs = (Object.keys(identity) as (keyof ChainIdentity)[]).filter((name) => pinned[name] !== identity[name]);
  if (differs.length > 0) throw new ChainReplacedError(differs);
}
