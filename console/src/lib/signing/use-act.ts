/** One action from the click to its anchoring: opens the signer, signs, sends, waits, and says where it stands. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Desk } from '../../../../client/desk.ts';
import type { Signer } from '../../../../client/signer.ts';
import type { Party } from '../../../../client/types.ts';
import { client } from '../api.ts';
import { domainOf, useLedger, useOwnParty, useSession } from '../session.ts';
import { passkeySigner } from './passkey-signer.ts';
import { openSigner, SignerError, type SignerWindow } from './signer-window.ts';
import { injectedSigner, type Wallet } from './wallets.ts';

export type ActPhase = 'PREPARING' | 'ANCHORING';

/** Seconds to wait for anchoring before the person is told that it takes longer. */
const WAIT_SECONDS = 45;

let wallet: Wallet | undefined;

/** Remembers the wallet that signed in, until the page is loaded anew. */
export function rememberWallet(used: Wallet): void {
  wallet = used;
}

/**
 * Signs and sends.
 * @returns `act`, to be called from a click with what to do at the desk; `phase` while it runs; `error` if it failed
 */
export function useAct() {
  const { keyId } = useSession();
  const ledger = useLedger().data;
  const party = useOwnParty().data;
  const queries = useQueryClient();
  const [phase, setPhase] = useState<ActPhase>('PREPARING');
  const mutation = useMutation({
    mutationFn: async ({ work, opened }: Order) => {
      // What could not be opened fails here, so that the person is told of it like of everything else.
      if (opened instanceof SignerError) throw opened;
      if (ledger === undefined) throw new SignerError('NO_SIGNER');
      setPhase('PREPARING');
      const { createDesk } = await import('../../../../client/desk.ts');
      const desk = createDesk({
        client,
        ledger: domainOf(ledger),
        signer: opened.signer,
        waitSeconds: WAIT_SECONDS,
        onSigned: () => setPhase('ANCHORING'),
      });
      return work(desk).finally(() => opened.window?.close());
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  return {
    phase,
    busy: mutation.isPending,
    error: mutation.error,
    /** What the last work returned. */
    done: mutation.data,
    reset: mutation.reset,
    /**
     * Must be called from a click, since it opens the signer's window.
     * @returns what the work returns, undefined if it failed; `error` says why
     */
    act: async <T>(work: (desk: Desk) => Promise<T>): Promise<T | undefined> => {
      const order = { work, opened: openKey(keyId, party) };
      return (await mutation.mutateAsync(order).catch(() => undefined)) as T | undefined;
    },
  };
}

interface Order {
  readonly work: (desk: Desk) => Promise<unknown>;
  readonly opened: Opened | SignerError;
}

interface Opened {
  readonly signer: Signer;
  readonly window: SignerWindow | undefined;
}

/** The key that is signed in, ready to sign; or why there is none. */
function openKey(keyId: string, party: Party | undefined): Opened | SignerError {
  const key = party?.keys.find((each) => each.keyId === keyId);
  if (key === undefined) return new SignerError('NO_SIGNER');
  if (key.type !== 'WEBAUTHN' || key.origin === null) {
    if (wallet === undefined) return new SignerError('NO_WALLET');
    return { signer: injectedSigner(wallet, key.signer), window: undefined };
  }
  try {
    const window = openSigner(key.origin);
    return { signer: passkeySigner(key, window), window };
  } catch (error) {
    if (error instanceof SignerError) return error;
    throw error;
  }
}
