import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { JsonRpcProvider, Network, Wallet } from 'ethers';
import { askChainId } from '../../../server/chain/rpc.ts';
import { refusedChain } from '../../../server/config/refused-chains.ts';
import { ArtifactMissingError, readArtifact } from '../../deploy/artifacts.ts';
import type { CouncilKeys } from '../councils.ts';
import { foundersOf } from '../councils.ts';
import type { Deployment } from '../deployment.ts';
import { openDeployment } from '../deployment.ts';
import { EmbeddedError } from '../errors.ts';
import type { RelayerKey } from '../relayer-key.ts';

const PROJECT_ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HARDHAT = fileURLToPath(new URL('../../../node_modules/hardhat/dist/src/cli.js', import.meta.url));

/** What the ledger is set up with. */
export interface LedgerSetup {
  readonly dataDir: string;
  readonly rpcUrl: string;
  readonly ledgerId: string;
  readonly relayer: RelayerKey;
  readonly councils: readonly CouncilKeys[];
  /** Told what takes a while. */
  readonly onProgress: (line: string) => void;
}

/**
 * Deploys the contracts at the first start, compiling them if nobody has, and checks them at later ones.
 * @throws {EmbeddedError} CHAIN_UNREACHABLE, CHAIN_REFUSED, DEPLOYMENT_MISMATCH, CONTRACTS_NOT_COMPILED
 */
export async function setUpLedger(setup: LedgerSetup): Promise<Deployment> {
  // Asked once: a provider that has to find out for itself asks for ever when the node is gone.
  const network = Network.from(await findChainId(setup.rpcUrl));
  refuseSharedChain(Number(network.chainId));
  await compileIfMissing(setup.onProgress);
  const provider = new JsonRpcProvider(setup.rpcUrl, network, {
    staticNetwork: network,
    batchMaxCount: 1,
    cacheTimeout: -1,
  });
  try {
    return await openDeployment({
      dataDir: setup.dataDir,
      provider,
      signer: new Wallet(setup.relayer.privateKey, provider),
      ledgerId: setup.ledgerId,
      founders: foundersOf(setup.councils),
    });
  } finally {
    provider.destroy();
  }
}

async function findChainId(rpcUrl: string): Promise<number> {
  try {
    return await askChainId(rpcUrl);
  } catch (cause) {
    // Not the whole URL: a hosted node's may carry a key.
    const { origin } = new URL(rpcUrl);
    throw new EmbeddedError(
      'CHAIN_UNREACHABLE',
      `No chain node answers at ${origin}. Start it, or correct RPC_URL.`,
      { origin },
      { cause },
    );
  }
}

/** Before anything is signed for the chain: what is deployed on it stays there. */
function refuseSharedChain(chainId: number): void {
  const name = refusedChain(chainId);
  if (name === undefined) return;
  throw new EmbeddedError(
    'CHAIN_REFUSED',
    `The node of RPC_URL has chain id ${chainId} (${name}), on which no ledger is deployed. Nothing was sent. ` +
      'Use a network of your own with an id that no other has.',
    { chainId },
  );
}

async function compileIfMissing(onProgress: (line: string) => void): Promise<void> {
  try {
    readArtifact('Ledger');
    return;
  } catch (error) {
    if (!(error instanceof ArtifactMissingError)) throw error;
  }
  onProgress('compiling the contracts (first start)');
  const build = spawn(process.execPath, [HARDHAT, 'build', '--no-tests'], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const messages: Buffer[] = [];
  build.stderr.on('data', (chunk: Buffer) => messages.push(chunk));
  const [code] = await once(build, 'close');
  if (code === 0) return;
  throw new EmbeddedError(
    'CONTRACTS_NOT_COMPILED',
    `The contracts do not compile. Run: npm run build\n${Buffer.concat(messages).toString('utf8').trim()}`,
  );
}
