import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import type { NetworkConnection } from 'hardhat/types/network';
import { z } from 'zod';
import type { JournalHeader } from './journal-records.ts';

const PROJECT_ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NETWORK = 'ledger';
/** The fees go to nobody; fixed here, because the EVM's own default may change with its version. */
const COINBASE = '0x0000000000000000000000000000000000000000';

const quantity = z.string().transform((text) => Number(text));
const blockSchema = z.object({
  hash: z.string(),
  number: quantity,
  timestamp: quantity,
  transactions: z.array(z.string()),
});

/** What the chain needs to know of a block. */
export type Block = z.infer<typeof blockSchema>;

/** Version of the installed EVM (`@nomicfoundation/edr`, which Hardhat brings). */
export function readEdrVersion(): string {
  const manifest = findPackageJSON('@nomicfoundation/edr', import.meta.resolve('hardhat'));
  if (manifest === undefined) throw new Error('hardhat brings @nomicfoundation/edr');
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8'))).version;
}

/**
 * Hardhat's EVM with its automatic mining off: transactions wait in its pool until `mine` makes a block of them, at
 * exactly the given time. Equal headers, transactions and times give equal block hashes.
 */
export class Evm {
  readonly #connection: NetworkConnection;
  readonly baseFeePerGas: bigint;
  /** Hashes of the transactions in the pool, in order. */
  #pool: string[] = [];

  private constructor(connection: NetworkConnection, baseFeePerGas: bigint) {
    this.#connection = connection;
    this.baseFeePerGas = baseFeePerGas;
  }

  /**
   * Makes a chain that has its genesis block only.
   * @param scratchDir a directory without contract artifacts, so that those of the project are not loaded
   */
  static async create(header: JournalHeader, scratchDir: string): Promise<Evm> {
    const config: Parameters<typeof createHardhatRuntimeEnvironment>[0] = {
      paths: { artifacts: path.join(scratchDir, 'artifacts'), cache: path.join(scratchDir, 'cache') },
      networks: {
        [NETWORK]: {
          type: 'edr-simulated',
          chainType: 'l1',
          hardfork: header.hardfork,
          chainId: header.chainId,
          networkId: header.chainId,
          accounts: [],
          coinbase: COINBASE,
          initialDate: new Date(header.initialTime * 1000),
          initialBaseFeePerGas: header.baseFeePerGas,
          blockGasLimit: header.blockGasLimit,
          allowBlocksWithSameTimestamp: true,
          throwOnTransactionFailures: false,
          loggingEnabled: false,
          mining: { auto: false, interval: 0, mempool: { order: 'fifo' } },
        },
      },
    };
    const environment = await createHardhatRuntimeEnvironment(config, {}, PROJECT_ROOT);
    const evm = new Evm(await environment.network.create(NETWORK), BigInt(header.baseFeePerGas));
    for (const { address, balance } of header.funded) await evm.request('hardhat_setBalance', [address, balance]);
    return evm;
  }

  /** Passes a JSON-RPC request on; rejects with the EVM's own error. */
  request(method: string, params: readonly unknown[] = []): Promise<unknown> {
    return this.#connection.provider.request({ method, params: [...params] });
  }

  async latestBlock(): Promise<Block> {
    return blockSchema.parse(await this.request('eth_getBlockByNumber', ['latest', false]));
  }

  /**
   * Puts a signed transaction into the pool.
   * @returns its hash
   * @throws the EVM's reason for not taking it
   */
  async submit(transaction: string): Promise<string> {
    const hash = z.string().parse(await this.request('eth_sendRawTransaction', [transaction]));
    this.#pool.push(hash);
    return hash;
  }

  /** Empties the pool. */
  async clearPool(): Promise<void> {
    for (const hash of this.#pool.splice(0)) await this.request('hardhat_dropTransaction', [hash]);
  }

  /**
   * Makes a block of the pool, and leaves the pool empty.
   *
   * What cannot be executed is left out, in the same way each time the same pool is mined: a journalled transaction
   * can therefore never keep its journal from being replayed.
   *
   * @param timestamp unix seconds, not before the block before
   */
  async mine(timestamp: number): Promise<Block> {
    try {
      await this.request('evm_mine', [timestamp]);
    } catch {
      await this.clearPool();
      await this.request('evm_mine', [timestamp]);
    }
    const block = await this.latestBlock();
    if (block.transactions.length < this.#pool.length) {
      const mined = new Set(block.transactions);
      this.#pool = this.#pool.filter((hash) => !mined.has(hash));
      await this.clearPool();
    }
    this.#pool = [];
    return block;
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}
