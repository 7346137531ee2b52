/** Wallets that a browser extension offers. @see EIP-1193, EIP-6963 */
import type { SessionRequest, SignedSession } from '../../../../client/session.ts';
import type { Signer } from '../../../../client/signer.ts';
import {
  type ActionMessage,
  keyIdOf,
  type LedgerDomain,
  typedDataDomain,
  typedDataTypes,
} from '../../../../protocol/actions.ts';
import { SESSION_TYPES } from '../../../../protocol/session.ts';
import { SignerError } from './signer-window.ts';

interface Provider {
  request(call: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
}

export interface Wallet {
  readonly name: string;
  readonly provider: Provider;
}

/** Type list of the domain, which wallets want spelled out. @see EIP-712 */
const DOMAIN_TYPE = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
];

/** Asks wallets to make themselves known; calls back for each. @returns stops listening */
export function discoverWallets(found: (wallet: Wallet) => void): () => void {
  const onAnnounce = (event: Event) => {
    const { info, provider } = (event as CustomEvent<{ info: { name: string }; provider: Provider }>).detail;
    found({ name: String(info.name), provider });
  };
  window.addEventListener('eip6963:announceProvider', onAnnounce);
  window.dispatchEvent(new Event('eip6963:requestProvider'));
  return () => window.removeEventListener('eip6963:announceProvider', onAnnounce);
}

/** Signs in with an account of the wallet. @throws {SignerError} */
export async function signSessionWithWallet(
  { provider }: Wallet,
  ledger: LedgerDomain,
  request: SessionRequest,
): Promise<SignedSession> {
  const address = await accountOf(provider);
  const session = { ...request, keyId: keyIdOf(address) };
  const signature = await signTyped(provider, address, ledger, 'Session', SESSION_TYPES, session);
  return { session, signer: address, signature };
}

/** Signs actions with one address. @param address 20 bytes, hex */
export function injectedSigner({ provider }: Wallet, address: string): Signer {
  return {
    signer: address,
    keyId: keyIdOf(address),
    async sign(ledger, kind, message) {
      await provider.request({ method: 'eth_requestAccounts' });
      return signTyped(provider, address, ledger, kind, typedDataTypes(kind), message);
    },
  };
}

async function accountOf(provider: Provider): Promise<string> {
  const accounts = await asked(provider, 'eth_requestAccounts', []);
  const first: unknown = Array.isArray(accounts) ? accounts[0] : undefined;
  if (typeof first !== 'string' || !/^0x[0-9a-fA-F]{40}$/.test(first)) throw new SignerError('NO_WALLET');
  return first.toLowerCase();
}

async function signTyped(
  provider: Provider,
  address: string,
  ledger: LedgerDomain,
  primaryType: string,
  types: ReturnType<typeof typedDataTypes>,
  message: ActionMessage | object,
): Promise<string> {
  const typed = {
    types: { EIP712Domain: DOMAIN_TYPE, ...types },
    primaryType,
    domain: typedDataDomain(ledger),
    message,
  };
  const signature = await asked(provider, 'eth_signTypedData_v4', [address, JSON.stringify(typed)]);
  if (typeof signature !== 'string') throw new SignerError('WALLET_REFUSED');
  return signature.toLowerCase();
}

async function asked(provider: Provider, method: string, params: readonly unknown[]): Promise<unknown> {
  try {
    return await provider.request({ method, params });
  } catch (cause) {
    throw new SignerError('WALLET_REFUSED', cause);
  }
}
