/**
 * The passkeys of this device that sign for a ledger. Only what is public is kept: the authenticator holds the keys. What
 * a key was made for is pinned here, so that no console can turn it to another ledger.
 */
import { z } from 'zod';
import type { LedgerDomain } from '../../../protocol/actions.ts';
import { ledgerDomainSchema } from '../../../protocol/signing-request.ts';

const keySchema = z.strictObject({
  keyId: z.string(),
  /** ERC-7913 signer bytes, hex. */
  signer: z.string(),
  /** hex */
  credentialId: z.string(),
  ledger: ledgerDomainSchema,
  createdAt: z.iso.datetime(),
  /** Origins of consoles that the person has signed for. */
  consoles: z.array(z.string()),
});

export type StoredKey = z.output<typeof keySchema>;

const STORE = 'corridor-signer/keys/1';

/** Every key of this device, oldest first. What cannot be read counts as absent. */
export function storedKeys(): StoredKey[] {
  try {
    return z.array(keySchema).parse(JSON.parse(localStorage.getItem(STORE) ?? '[]'));
  } catch {
    return [];
  }
}

/** Adds a key, or replaces what was kept of it. */
export function keepKey(key: StoredKey): void {
  const others = storedKeys().filter(({ keyId }) => keyId !== key.keyId);
  localStorage.setItem(STORE, JSON.stringify([...others, key]));
}

/** Remembers that the person has signed for a console. */
export function rememberConsole(key: StoredKey, origin: string): void {
  if (!key.consoles.includes(origin)) keepKey({ ...key, consoles: [...key.consoles, origin] });
}

export function isSameLedger(a: LedgerDomain, b: LedgerDomain): boolean {
  return (
    a.chainId === b.chainId &&
    a.ledgerId === b.ledgerId &&
    a.verifyingContract.toLowerCase() === b.verifyingContract.toLowerCase()
  );
}
