/** What a deployment says of itself, read from the chain once at start. */
import { Interface } from 'ethers';
import { LEDGER_ABI } from './abi.ts';
import { toHex, toNumber } from './hex.ts';
import type { Rpc } from './rpc.ts';

export interface Deployment {
  readonly chainId: number;
  /** lower-case hex, as every address here */
  readonly ledger: string;
  readonly registry: string;
  readonly ledgerId: string;
  readonly verifiers: { readonly p256: string; readonly webAuthn: string };
}

/** Getters of the registry's verifiers. @see contracts/registry/Keys.sol */
const VERIFIERS_ABI = new Interface([
  'function p256Verifier() view returns (address)',
  'function webAuthnVerifier() view returns (address)',
]);

/** The node or the contract is not the configured one; the gateway must not start. */
export class DeploymentMismatchError extends Error {
  override readonly name = 'DeploymentMismatchError';
  readonly code = 'DEPLOYMENT_MISMATCH';
}

export interface ExpectedDeployment {
  readonly chainId: number;
  readonly ledger: string;
  readonly ledgerId: string;
}

/**
 * Reads the deployment and holds it against the configuration.
 * @throws {DeploymentMismatchError} for another chain, no contract at the address, or another ledger id
 * @throws {AppError} CHAIN_UNAVAILABLE
 */
export async function readDeployment(rpc: Rpc, expected: ExpectedDeployment): Promise<Deployment> {
  const ledger = expected.ledger.toLowerCase();
  const chainId = toNumber(await rpc.send('eth_chainId', []));
  if (chainId !== expected.chainId) throw mismatch(`the node's chain id is ${chainId}, not ${expected.chainId}`);
  const code = toHex(await rpc.send('eth_getCode', [ledger, 'latest']));
  if (code === '0x') throw mismatch(`there is no contract at ${ledger}`);
  const word = async (to: string, abi: Interface, name: string): Promise<string> => {
    const answer = await rpc.send('eth_call', [{ to, data: abi.encodeFunctionData(name, []) }, 'latest']);
    return String(abi.decodeFunctionResult(name, toHex(answer))[0]).toLowerCase();
  };
  const ledgerId = await word(ledger, LEDGER_ABI, 'ledgerId');
  if (ledgerId !== expected.ledgerId) throw mismatch(`the contract's ledger id is ${ledgerId}`);
  const registry = await word(ledger, LEDGER_ABI, 'registry');
  const p256 = await word(registry, VERIFIERS_ABI, 'p256Verifier');
  const webAuthn = await word(registry, VERIFIERS_ABI, 'webAuthnVerifier');
  return { chainId, ledger, registry, ledgerId, verifiers: { p256, webAuthn } };
}

function mismatch(detail: string): DeploymentMismatchError {
  return new DeploymentMismatchError(`not the ledger that is configured: ${detail}`);
}
