/** Hardhat's EVM under the Osaka rules, or the node of `RPC_URL`, as the benchmark and the contract tests talk to it. */

import { type Signer as Account, BrowserProvider, type Contract, ContractFactory, type InterfaceAbi } from 'ethers';
import hre from 'hardhat';

/** Gas that one transaction may use. @see EIP-7825 */
export const TRANSACTION_GAS = 16_777_216;

/** Every run starts at the same block time, so that the same bytes are signed. */
const GENESIS = '2026-11-01T00:00:00Z';

export interface Evm {
  readonly account: Account;
  /** Deploys a contract of ours by name. */
  deploy(name: string, args: readonly unknown[]): Promise<Contract>;
  /** Deploys foreign bytecode. */
  deployForeign(abi: InterfaceAbi, bytecode: string, args: readonly unknown[]): Promise<Contract>;
  /** Sends one transaction and answers the gas it used. @throws {Error} if it reverts */
  send(to: Contract, method: string, args: readonly unknown[]): Promise<number>;
  /** Time of the latest block, unix seconds. */
  now(): Promise<number>;
  close(): Promise<void>;
}

/** Starts Hardhat's own: the same figures in every run. */
export function startEvm(): Promise<Evm> {
  return open({ network: 'osaka', override: { initialDate: GENESIS } });
}

/** Where contract tests run: on the node of RPC_URL if there is one, whose first account must be unlocked, else on our own. */
export function openTestEvm(): Promise<Evm> {
  return hre.config.networks['remote'] === undefined ? startEvm() : open({ network: 'remote' });
}

async function open(where: NonNullable<Parameters<typeof hre.network.create>[0]>): Promise<Evm> {
  const connection = await hre.network.create(where);
  const provider = new BrowserProvider(connection.provider, 'any', { cacheTimeout: -1 });
  const account = await provider.getSigner(0);
  const deployForeign = async (abi: InterfaceAbi, bytecode: string, args: readonly unknown[]) => {
    const contract = await new ContractFactory(abi, bytecode, account).deploy(...args);
    await contract.waitForDeployment();
    return contract as Contract;
  };
  return {
    account,
    deployForeign,
    async deploy(name, args) {
      const artifact = await hre.artifacts.readArtifact(name);
      return deployForeign(artifact.abi, artifact.bytecode, args);
    },
    async send(to, method, args) {
      const transaction = await to.getFunction(method).send(...args, { gasLimit: TRANSACTION_GAS });
      const receipt = await transaction.wait();
      if (receipt?.status !== 1) throw new Error(`${method} reverted`);
      return Number(receipt.gasUsed);
    },
    async now() {
      const block = await provider.getBlock('latest');
      if (block === null) throw new Error('the chain has no block');
      return block.timestamp;
    },
    async close() {
      provider.destroy();
      await connection.close();
    },
  };
}
