/** A deployment of ours with two jurisdictions, and the way of signed actions onto it. */
import { type Contract, getCreateAddress, id } from 'ethers';
import {
  ACTION_KINDS,
  type ActionKindName,
  type ActionMessage,
  actionDigest,
  encodeBody,
  type LedgerDomain,
} from '../../../protocol/actions.ts';
import { type Evm, TRANSACTION_GAS } from './evm.ts';
import { type Signer, walletSigner } from './signers.ts';

/** An action before it is signed; the header's fields are added. */
export interface Draft {
  readonly kind: ActionKindName;
  readonly fields: ActionMessage;
  /** Who signs: one key, both keys of a rotation, or a council. */
  readonly by: readonly Signer[];
  readonly attachment?: string;
}

export interface Ledger {
  readonly domain: LedgerDomain;
  readonly contract: Contract;
  readonly webAuthn: string;
  /**
   * Signs and applies actions in one transaction.
   * @returns gas of the whole transaction, and the digests
   * @throws {Error} naming kind and result if one is refused: a refused action has no price
   */
  apply(drafts: readonly Draft[]): Promise<{ gas: number; digests: string[] }>;
  /** Signs one action and asks the contract what would become of it. @returns number of the result, 0 if it would be applied */
  ask(draft: Draft): Promise<number>;
}

/** Council keys, sorted as signatures must be; two of three sign. */
export const COUNCILS: Readonly<Record<'CN' | 'MY', readonly Signer[]>> = { CN: councilOf('CN'), MY: councilOf('MY') };
const THRESHOLD = 2;

function councilOf(code: string): Signer[] {
  return [1, 2, 3].map((n) => walletSigner(`council ${code} ${n}`)).sort((a, b) => (a.keyId < b.keyId ? -1 : 1));
}

/** The signers that a council action needs. */
export function council(code: 'CN' | 'MY'): Signer[] {
  return COUNCILS[code].slice(0, THRESHOLD);
}

export async function deployLedger(evm: Evm): Promise<Ledger> {
  const p256 = await evm.deploy('ERC7913P256Verifier', []);
  const webAuthn = await evm.deploy('PinnedWebAuthnVerifier', []);
  const deployer = await evm.account.getAddress();
  const nonce = await evm.account.getNonce();
  const founders = (['CN', 'MY'] as const).map((code) => ({
    code: `0x${Buffer.from(code).toString('hex')}`,
    threshold: THRESHOLD,
    members: COUNCILS[code].map(({ keyId }) => keyId),
  }));
  const ledgerId = id('bench ledger');
  const registry = await evm.deploy('Registry', [
    getCreateAddress({ from: deployer, nonce: nonce + 1 }),
    [await p256.getAddress(), await webAuthn.getAddress()],
    founders,
  ]);
  const contract = await evm.deploy('Ledger', [await registry.getAddress(), ledgerId]);
  const chainId = Number((await evm.account.provider?.getNetwork())?.chainId);
  const domain = { chainId, verifyingContract: await contract.getAddress(), ledgerId };
  return {
    domain,
    contract,
    webAuthn: await webAuthn.getAddress(),
    apply: (drafts) => apply(evm, contract, domain, drafts),
    async ask(draft) {
      const signed = signAll(domain, [draft], await evm.now());
      const [result] = await resultsOf(contract, signed.map(calldataOf));
      return Number(result);
    },
  };
}

async function apply(evm: Evm, contract: Contract, domain: LedgerDomain, drafts: readonly Draft[]) {
  const signed = signAll(domain, drafts, await evm.now());
  const calldata = signed.map(calldataOf);
  const results = await resultsOf(contract, calldata);
  results.forEach((result, index) => {
    if (result !== 0n) throw new Error(`${drafts[index]?.kind} number ${index} ended with result ${result}`);
  });
  const gas = await evm.send(contract, 'execute', [calldata]);
  return { gas, digests: signed.map(({ digest }) => digest) };
}

/** A signed action with its digest, as the contract takes it. */
export interface SignedItem {
  readonly digest: string;
  readonly kind: number;
  readonly body: string;
  readonly signatures: readonly { readonly signer: string; readonly signature: string }[];
  readonly attachment: string;
}

/** @param now time of the chain, unix seconds */
export function signDraft(domain: LedgerDomain, draft: Draft, now: number): SignedItem {
  const message = messageOf(domain, draft, now);
  const digest = actionDigest(domain, draft.kind, message);
  return {
    digest,
    kind: ACTION_KINDS[draft.kind].id,
    body: encodeBody(draft.kind, message),
    signatures: draft.by.map((signer) => ({ signer: signer.signer, signature: signer.sign(digest) })),
    attachment: draft.attachment ?? '0x',
  };
}

function signAll(domain: LedgerDomain, drafts: readonly Draft[], now: number): SignedItem[] {
  return drafts.map((draft) => signDraft(domain, draft, now));
}

/** The argument of `execute` for one action. */
export function calldataOf({ kind, body, signatures, attachment }: SignedItem) {
  return { kind, body, signatures, attachment };
}

async function resultsOf(contract: Contract, calldata: readonly unknown[]): Promise<bigint[]> {
  return (await contract.getFunction('execute').staticCall(calldata, { gasLimit: TRANSACTION_GAS })) as bigint[];
}

function messageOf(domain: LedgerDomain, { kind, fields, by }: Draft, now: number): ActionMessage {
  const actor: ActionMessage = ACTION_KINDS[kind].fields[1]?.name === 'keyId' ? { keyId: by[0]?.keyId ?? '' } : {};
  return { ledgerId: domain.ledgerId, ...actor, signedAt: now, notBefore: 0, deadline: now + 3600, ...fields };
}

/** Opaque 8-byte id of a party or operator, drawn from a name. */
export function opaqueId(name: string): string {
  return id(`bench ${name}`).slice(0, 18);
}
