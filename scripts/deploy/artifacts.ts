/**
 * Compiled contracts, as `hardhat build` leaves them in `artifacts/`.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InterfaceAbi } from 'ethers';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where each deployable contract's artifact lies, from the project's root. */
const ARTIFACT_PATHS = {
  Ledger: 'artifacts/contracts/Ledger.sol/Ledger.json',
  Registry: 'artifacts/contracts/Registry.sol/Registry.json',
  PinnedWebAuthnVerifier: 'artifacts/contracts/verifiers/PinnedWebAuthnVerifier.sol/PinnedWebAuthnVerifier.json',
  ERC7913P256Verifier:
    'artifacts/@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol/ERC7913P256Verifier.json',
} as const;

export type ContractName = keyof typeof ARTIFACT_PATHS;

export interface ContractArtifact {
  readonly abi: InterfaceAbi;
  /** Creation code, hex. */
  readonly bytecode: string;
  /** Code on chain before immutables are filled in, hex. */
  readonly deployedBytecode: string;
}

/** The contracts are not compiled; `npm run build` compiles them. */
export class ArtifactMissingError extends Error {
  readonly code = 'ARTIFACT_MISSING';

  constructor(name: ContractName, cause: unknown) {
    super(`no artifact of ${name}; run: npm run build`, { cause });
    this.name = 'ArtifactMissingError';
  }
}

/**
 * Artifact of a contract.
 * @throws {ArtifactMissingError} ARTIFACT_MISSING if the contracts are not compiled
 */
export function readArtifact(name: ContractName): ContractArtifact {
  let text: string;
  try {
    text = readFileSync(join(projectRoot, ARTIFACT_PATHS[name]), 'utf8');
  } catch (error) {
    throw new ArtifactMissingError(name, error);
  }
  return JSON.parse(text) as ContractArtifact;
}
