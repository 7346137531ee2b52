import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SessionRequest, type SignedSession, signInTyped } from '../../../../client/session.ts';
import type { LedgerInfo } from '../../../../client/types.ts';
import { client } from '../../lib/api.ts';
import { currentLanguage } from '../../lib/i18n.ts';
import { domainOf, SESSION_KEY } from '../../lib/session.ts';
import { openSigner, SignerError, type SignerWindow } from '../../lib/signing/signer-window.ts';
import { rememberWallet } from '../../lib/signing/use-act.ts';
import { signSessionWithWallet, type Wallet } from '../../lib/signing/wallets.ts';

/** Asks somebody to sign the session. */
type Sign = (ledger: LedgerInfo, request: SessionRequest) => Promise<SignedSession>;

/** Signing in; `withPasskey` must be called from a click, since it opens the signer's window. */
export function useSignIn(ledger: LedgerInfo | undefined) {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: async (sign: Sign) => {
      if (ledger === undefined) throw new SignerError('NO_SIGNER');
      return signInTyped(client, domainOf(ledger), (request) => sign(ledger, request), true);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: SESSION_KEY }),
  });
  return { ...mutation, withPasskey, withWallet };
}

function withPasskey(origin: string): Sign {
  const opened = opening(origin);
  return async (ledger, request) => {
    if (opened instanceof SignerError) throw opened;
    return askPasskey(opened, ledger, request).finally(() => opened.close());
  };
}

function opening(origin: string): SignerWindow | SignerError {
  try {
    return openSigner(origin);
  } catch (error) {
    if (error instanceof SignerError) return error;
    throw error;
  }
}

async function askPasskey(opened: SignerWindow, ledger: LedgerInfo, session: SessionRequest): Promise<SignedSession> {
  const answer = await opened.ask({
    type: 'SIGN_SESSION',
    id: crypto.randomUUID(),
    language: currentLanguage(),
    ledger: domainOf(ledger),
    session: { ...session },
  });
  if (answer.type !== 'SIGNED') throw new SignerError('MALFORMED');
  const { keyId, signer, signature } = answer;
  return { session: { ...session, keyId }, signer, signature };
}

function withWallet(wallet: Wallet): Sign {
  return async (ledger, request) => {
    const signed = await signSessionWithWallet(wallet, domainOf(ledger), request);
    rememberWallet(wallet);
    return signed;
  };
}
