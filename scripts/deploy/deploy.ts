/**
 * Deploys a registry and its ledger, on any EVM chain of the osaka rules, with any ethers signer.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { ContractFactory, getCreateAddress, hexlify, type Provider, type Signer, toUtf8Bytes } from 'ethers';
import { type ContractName, readArtifact } from './artifacts.ts';

/** A jurisdiction that takes part from the beginning. */
export interface Founder {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** Signatures that an action of its council needs. */
  readonly threshold: number;
  /** Key ids of the council's members, hex, in any order. */
  readonly members: readonly string[];
}

export interface DeployOptions {
  /** Random id that every signed action carries, 32 bytes hex; never used before. */
  readonly ledgerId: string;
  readonly founders: readonly Founder[];
  /** Address of a verifier to allow in place of a fresh P-256 verifier. */
  readonly p256Verifier?: string;
}

/** Addresses of a deployment. */
export interface LedgerDeployment {
  readonly ledger: string;
  readonly registry: string;
  readonly p256Verifier: string;
  readonly webAuthnVerifier: string;
  /** Block from which the events of registry and ledger are complete. */
  readonly deployBlock: number;
}

/** A deployment cannot be made or did not succeed. */
export class DeploymentError extends Error {
  readonly code: 'NO_PROVIDER' | 'DEPLOYMENT_REVERTED' | 'DEPLOYMENT_NOT_MINED';

  constructor(code: DeploymentError['code'], contract: string) {
    super(`${contract}: ${code}`);
    this.name = 'DeploymentError';
    this.code = code;
  }
}

/** A contract that was created, and in which block. */
interface Created {
  readonly address: string;
  readonly block: number;
}

const RECEIPT_POLL_MS = 20;
const RECEIPT_TRIES = 3000;

/** Creates contracts one after the other with explicit nonces, so that addresses are known beforehand. */
class Deployer {
  readonly #signer: Signer;
  readonly #provider: Provider;
  readonly #from: string;
  #nonce: number;

  private constructor(signer: Signer, provider: Provider, from: string, nonce: number) {
    this.#signer = signer;
    this.#provider = provider;
    this.#from = from;
    this.#nonce = nonce;
  }

  static async create(signer: Signer): Promise<Deployer> {
    if (signer.provider === null) throw new DeploymentError('NO_PROVIDER', 'signer');
    return new Deployer(signer, signer.provider, await signer.getAddress(), await signer.getNonce());
  }

  /** Address of the contract that is created after `ahead` others. */
  nextAddress(ahead = 0): string {
    return getCreateAddress({ from: this.#from, nonce: this.#nonce + ahead });
  }

  /** @throws {DeploymentError} if the constructor reverts or no receipt arrives */
  async deploy(name: ContractName, ...args: readonly unknown[]): Promise<Created> {
    const { abi, bytecode } = readArtifact(name);
    const transaction = await new ContractFactory(abi, bytecode).getDeployTransaction(...args);
    const address = this.nextAddress();
    const { hash } = await this.#signer.sendTransaction({ ...transaction, nonce: this.#nonce });
    this.#nonce += 1;
    return { address, block: await this.#minedIn(hash, name) };
  }

  async #minedIn(hash: string, name: string): Promise<number> {
    for (let i = 0; i < RECEIPT_TRIES; i += 1) {
      const receipt = await this.#provider.getTransactionReceipt(hash);
      if (receipt?.status === 0) throw new DeploymentError('DEPLOYMENT_REVERTED', name);
      if (receipt !== null) return receipt.blockNumber;
      await delay(RECEIPT_POLL_MS);
    }
    throw new DeploymentError('DEPLOYMENT_NOT_MINED', name);
  }
}

/**
 * Deploys verifiers, registry and ledger. The registry names the ledger before it exists: its address follows from
 * the deployer's nonce.
 * @throws {DeploymentError} if the signer has no provider, a constructor reverts or no receipt arrives
 */
export async function deployLedger(signer: Signer, options: DeployOptions): Promise<LedgerDeployment> {
  const deployer = await Deployer.create(signer);
  const p256Verifier = options.p256Verifier ?? (await deployer.deploy('ERC7913P256Verifier')).address;
  const webAuthn = await deployer.deploy('PinnedWebAuthnVerifier');
  const founders = options.founders.map(({ code, threshold, members }) => ({
    code: hexlify(toUtf8Bytes(code)),
    threshold,
    members: members.map((member) => member.toLowerCase()).sort(),
  }));
  const ledgerAddress = deployer.nextAddress(1);
  const registry = await deployer.deploy('Registry', ledgerAddress, [p256Verifier, webAuthn.address], founders);
  const ledger = await deployer.deploy('Ledger', registry.address, options.ledgerId);
  return {
    ledger: ledger.address,
    registry: registry.address,
    p256Verifier,
    webAuthnVerifier: webAuthn.address,
    deployBlock: registry.block,
  };
}
