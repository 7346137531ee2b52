import path from 'node:path';
import type { Provider, Signer } from 'ethers';
import { keccak256 } from 'ethers';
import { z } from 'zod';
import type { Founder } from '../deploy/deploy.ts';
import { deployLedger } from '../deploy/deploy.ts';
import { readFileIfPresent, writeFileDurably } from './durable-file.ts';
import { EmbeddedError } from './errors.ts';

/** Mode of the record: everything in it can be read from the chain as well. */
const PUBLIC_MODE = 0o644;

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const deploymentSchema = z.object({
  chainId: z.number().int().positive(),
  genesisHash: hash,
  ledgerId: hash,
  ledger: address,
  registry: address,
  p256Verifier: address,
  webAuthnVerifier: address,
  /** Block from which the events of registry and ledger are complete. */
  deployBlock: z.number().int().nonnegative(),
  /** keccak256 of the ledger's code. */
  codeHash: hash,
  /** keccak256 of the registry's code. */
  registryCodeHash: hash,
  founders: z.array(z.object({ code: z.string(), threshold: z.number(), members: z.array(hash) })),
});

/** The record of a deployment, `deployment.json` in the data directory. */
export type Deployment = z.infer<typeof deploymentSchema>;

/** What a deployment is made of at the first start, and compared with later. */
export interface DeploymentOptions {
  readonly dataDir: string;
  readonly provider: Provider;
  /** The relayer, connected to the provider: it pays, and has no right on what it deploys. */
  readonly signer: Signer;
  /** 32 random bytes, `0x` hex. */
  readonly ledgerId: string;
  readonly founders: readonly Founder[];
}

/**
 * Deploys the contracts once and records where they are; later only checks that they are still there, unchanged.
 *
 * A process killed between deploying and recording deploys again: nobody has heard of the first ledger by then.
 *
 * @throws {EmbeddedError} DEPLOYMENT_MISMATCH when chain id, genesis or code is not that of the record
 */
export async function openDeployment(options: DeploymentOptions): Promise<Deployment> {
  const file = path.join(options.dataDir, 'deployment.json');
  const stored = await readFileIfPresent(file);
  if (stored !== undefined) {
    const deployment = deploymentSchema.parse(JSON.parse(stored));
    await checkDeployment(options.provider, deployment, file);
    return deployment;
  }
  const { ledgerId, founders } = options;
  const contracts = await deployLedger(options.signer, { ledgerId, founders });
  const seen = await look(options.provider, contracts);
  const deployment = deploymentSchema.parse({ ...contracts, ...seen, ledgerId, founders });
  await writeFileDurably(file, `${JSON.stringify(deployment, null, 2)}\n`, PUBLIC_MODE);
  return deployment;
}

type Identity = Pick<Deployment, 'chainId' | 'genesisHash' | 'codeHash' | 'registryCodeHash'>;

async function checkDeployment(provider: Provider, deployment: Deployment, file: string): Promise<void> {
  const seen = await look(provider, deployment);
  for (const name of ['chainId', 'genesisHash', 'codeHash', 'registryCodeHash'] as const) {
    if (seen[name] === deployment[name]) continue;
    throw new EmbeddedError(
      'DEPLOYMENT_MISMATCH',
      `The chain does not hold the ledger of ${file}: ${name} is ${seen[name]}, recorded was ${deployment[name]}. ` +
        'Use the chain that belongs to this data directory, or another data directory.',
      { field: name },
    );
  }
}

async function look(provider: Provider, contracts: Pick<Deployment, 'ledger' | 'registry'>): Promise<Identity> {
  const [network, genesis, code, registryCode] = await Promise.all([
    provider.getNetwork(),
    provider.getBlock(0),
    provider.getCode(contracts.ledger),
    provider.getCode(contracts.registry),
  ]);
  return {
    chainId: Number(network.chainId),
    genesisHash: genesis?.hash ?? '',
    codeHash: keccak256(code),
    registryCodeHash: keccak256(registryCode),
  };
}
