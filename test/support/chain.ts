/**
 * A chain with a fresh ledger: the embedded chain in this process, or the node of RPC_URL; and a chain that can be
 * rewound, for reorganisations.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HDNodeWallet, hexlify, JsonRpcProvider, Network, parseEther, Wallet } from 'ethers';
import type { LedgerDomain } from '../../protocol/actions.ts';
import { deployLedger, type Founder, type LedgerDeployment } from '../../scripts/deploy/deploy.ts';
import { startEmbeddedChain } from '../../scripts/embedded/chain/embedded-chain.ts';
import { until } from '../../scripts/test/ports.ts';
import { askChainId } from '../../server/chain/rpc.ts';
import type { Clock } from '../../server/platform/clock.ts';

export interface TestChain {
  readonly rpcUrl: string;
  readonly domain: LedgerDomain;
  readonly deployment: LedgerDeployment;
  /** Private keys of funded relay accounts. */
  readonly relayerKeys: readonly string[];
  /** Private key of a funded account that no gateway uses: anybody may carry a signed action. */
  readonly outsiderKey: string;
  /** One JSON-RPC call. */
  call(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** Waits until what was sent is in a block: a node may answer before it mines, and says so in its pending nonces. */
  mined(): Promise<void>;
  close(): Promise<void>;
}

export interface TestChainOptions {
  readonly founders: readonly Founder[];
  readonly clock?: Clock;
  /** Relay accounts. */
  readonly lanes?: number;
  readonly dataDir?: string;
}

/** Relay accounts, and one more for an outsider. */
function drawKeys({ lanes = 1 }: TestChainOptions): string[] {
  return Array.from({ length: lanes + 1 }, () => Wallet.createRandom().privateKey);
}

interface Node {
  readonly url: string;
  readonly chainId: number;
  readonly ledgerId: string;
  close(): Promise<void>;
}

/** A node that mines by itself takes milliseconds. */
const MINING_MS = 30_000;

/** The account that every development node funds; only ever used against a node that is one. */
const DEVELOPMENT_MNEMONIC = 'test test test test test test test test test test test junk';

/** Starts a chain and deploys a ledger on it. */
export async function startTestChain(options: TestChainOptions): Promise<TestChain> {
  const keys = drawKeys(options);
  const external = process.env['RPC_URL'];
  const node = external === undefined ? await startEmbedded(options, keys) : await externalNode(external, keys);
  return deployOn(node, keys, options.founders);
}

/** Starts Hardhat's EVM behind JSON-RPC, with snapshots; or uses the node of RPC_URL, which must have them. */
export async function startRewindableChain(options: TestChainOptions): Promise<TestChain> {
  const keys = drawKeys(options);
  const external = process.env['RPC_URL'];
  const node = external === undefined ? await startHardhat(keys) : await externalNode(external, keys);
  return deployOn(node, keys, options.founders);
}

async function startEmbedded({ clock, dataDir }: TestChainOptions, keys: readonly string[]): Promise<Node> {
  const directory = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'corridor-test-chain-')));
  const chain = await startEmbeddedChain({
    dataDir: directory,
    accounts: keys.map((key) => new Wallet(key).address),
    ...(clock === undefined ? {} : { clock }),
  });
  return {
    ...chain,
    async close() {
      await chain.close();
      if (dataDir === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

async function startHardhat(keys: readonly string[]): Promise<Node> {
  const { network } = await import('hardhat');
  const server = await network.createServer({ network: 'osaka', override: { chainId: 90_000_001 } }, '127.0.0.1', 0);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  await fund(url, keys);
  return { url, chainId: await askChainId(url), ledgerId: newLedgerId(), close: () => server.close() };
}

async function externalNode(url: string, keys: readonly string[]): Promise<Node> {
  await fund(url, keys);
  return { url, chainId: await askChainId(url), ledgerId: newLedgerId(), close: () => Promise.resolve() };
}

/** Gives relay accounts money from the development account. */
export async function fund(url: string, keys: readonly string[]): Promise<void> {
  const provider = providerOf(url, await askChainId(url));
  try {
    const bank = HDNodeWallet.fromPhrase(DEVELOPMENT_MNEMONIC).connect(provider);
    for (const key of keys) {
      const sent = await bank.sendTransaction({ to: new Wallet(key).address, value: parseEther('100') });
      await sent.wait();
    }
  } finally {
    provider.destroy();
  }
}

async function deployOn(node: Node, keys: readonly string[], founders: readonly Founder[]): Promise<TestChain> {
  const provider = providerOf(node.url, node.chainId);
  const relayerKeys = keys.slice(0, -1);
  const outsiderKey = keys.at(-1) ?? '';
  const senders = keys.map((key) => new Wallet(key).address);
  const nothingPending = async () => {
    const counts = await Promise.all(
      senders.map((sender) =>
        Promise.all(['latest', 'pending'].map((tag) => provider.send('eth_getTransactionCount', [sender, tag]))),
      ),
    );
    return counts.every(([latest, pending]) => latest === pending);
  };
  const deployment = await deployLedger(new Wallet(outsiderKey, provider), { ledgerId: node.ledgerId, founders });
  return {
    rpcUrl: node.url,
    domain: { chainId: node.chainId, verifyingContract: deployment.ledger, ledgerId: node.ledgerId },
    deployment,
    relayerKeys,
    outsiderKey,
    call: (method, params = []) => provider.send(method, [...params]),
    mined: () => until(nothingPending, MINING_MS, 'a transaction was not mined'),
    async close() {
      provider.destroy();
      await node.close();
    },
  };
}

function providerOf(url: string, chainId: number): JsonRpcProvider {
  const network = Network.from(chainId);
  return new JsonRpcProvider(url, network, { staticNetwork: network, batchMaxCount: 1, cacheTimeout: -1 });
}

function newLedgerId(): string {
  return hexlify(randomBytes(32));
}
