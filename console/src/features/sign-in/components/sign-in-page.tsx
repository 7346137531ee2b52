import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorBanner } from '../../../components/ui/error-banner.tsx';
import { LoadState } from '../../../components/ui/status.tsx';
import { useLedger } from '../../../lib/session.ts';
import { useSignIn } from '../use-sign-in.ts';
import { useSignerOrigin } from '../use-signer-origin.ts';
import { useWallets } from '../use-wallets.ts';
import { NewKey } from './new-key.tsx';
import { SignerAddress } from './signer-address.tsx';

/** Signing in with what signs actions too: a passkey in the signer's window, or a wallet. */
export function SignInPage() {
  const { t } = useTranslation();
  const query = useLedger();
  const ledger = query.data;
  const signer = useSignerOrigin(ledger?.gateway.signer ?? null);
  const wallets = useWallets();
  const signIn = useSignIn(ledger);
  if (ledger === undefined) return <LoadState query={query} />;
  return (
    <div className="page narrow">
      <h1>{t('signIn.title')}</h1>
      <p>{t('signIn.intro')}</p>
      {signIn.error === null ? null : <SignInError error={signIn.error} />}
      <div className="stack">
        <Button
          look="primary"
          isDisabled={signer.origin === null || signIn.isPending}
          onPress={() => signer.origin !== null && signIn.mutate(signIn.withPasskey(signer.origin))}
        >
          {t('signIn.passkey')}
        </Button>
        {wallets.map((wallet) => (
          <Button
            key={wallet.name}
            isDisabled={signIn.isPending}
            onPress={() => signIn.mutate(signIn.withWallet(wallet))}
          >
            {t('signIn.wallet', { name: wallet.name })}
          </Button>
        ))}
      </div>
      {signer.origin === null ? null : <NewKey ledger={ledger} signerOrigin={signer.origin} />}
      <SignerAddress signer={signer} />
      <p className="muted">
        {t('signIn.ledger')} <span className="mono whole">{ledger.ledgerId}</span>
      </p>
    </div>
  );
}

/** A key that no council has enrolled is shown with its fingerprint: what is missing is a telephone call. */
function SignInError({ error }: { error: Error }) {
  const { t } = useTranslation();
  const { code, params } = error as { code?: string; params?: Record<string, unknown> };
  return (
    <>
      <ErrorBanner error={error} />
      {code === 'SIGN_IN_KEY_UNKNOWN' ? (
        <p>
          {t('signIn.notEnrolled')} <span className="mono whole">{String(params?.['keyId'])}</span>
        </p>
      ) : null}
    </>
  );
}
