import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LedgerInfo } from '../../../../../client/types.ts';
import { Banner } from '../../../components/ui/banner.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorBanner } from '../../../components/ui/error-banner.tsx';
import { currentLanguage } from '../../../lib/i18n.ts';
import { domainOf } from '../../../lib/session.ts';
import { openSigner, SignerError } from '../../../lib/signing/signer-window.ts';

/** Makes a passkey in the signer's window and says how the council gets to know it. */
export function NewKey({ ledger, signerOrigin }: { ledger: LedgerInfo; signerOrigin: string }) {
  const { t } = useTranslation();
  const making = useMutation({ mutationFn: () => makeKey(ledger, signerOrigin) });
  return (
    <section aria-labelledby="new-key">
      <h2 id="new-key">{t('signIn.newHere')}</h2>
      <p>{t('signIn.newHint')}</p>
      <Button isDisabled={making.isPending} onPress={() => making.mutate()}>
        {t('signIn.create')}
      </Button>
      {making.error === null ? null : <ErrorBanner error={making.error} />}
      {making.data === undefined ? null : <MadeKey {...making.data} />}
    </section>
  );
}

async function makeKey(ledger: LedgerInfo, signerOrigin: string) {
  const opened = openSigner(signerOrigin);
  try {
    const answer = await opened.ask({
      type: 'CREATE_KEY',
      id: crypto.randomUUID(),
      language: currentLanguage(),
      ledger: domainOf(ledger),
      verifier: ledger.verifiers.webAuthn,
    });
    if (answer.type !== 'KEY_CREATED') throw new SignerError('MALFORMED');
    return answer;
  } finally {
    opened.close();
  }
}

function MadeKey({ keyId, signer }: { keyId: string; signer: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Banner tone="good">{t('signIn.created')}</Banner>
      <dl className="content">
        <div>
          <dt>{t('signIn.fingerprint')}</dt>
          <dd className="mono whole" data-testid="key-id">
            {keyId}
          </dd>
        </div>
        <div>
          <dt>{t('signIn.signer')}</dt>
          <dd className="mono whole" data-testid="signer">
            {signer}
          </dd>
        </div>
      </dl>
      <p>{t('signIn.tell')}</p>
      <p className="command mono">
        {`corridor council enrol-key --jurisdiction XX --party PARTY --operator PERSON --signer ${signer} --out key.json`}
      </p>
      <p>{t('signIn.afterwards')}</p>
    </>
  );
}
