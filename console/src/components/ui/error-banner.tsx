import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ClientError, ProblemError, TransportError } from '../../../../client/problem.ts';
import { SignerError } from '../../lib/signing/signer-window.ts';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';

/** What went wrong and what to do next, with the code by which others know it. */
export function ErrorBanner({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { title, detail, code } = explained(error, t);
  return (
    <Banner tone="error">
      <p>
        <strong>{title}</strong> {code === undefined ? null : <code>{code}</code>}
      </p>
      {detail === undefined ? null : <p>{detail}</p>}
      {onRetry === undefined ? null : <Button onPress={onRetry}>{t('status.retry')}</Button>}
    </Banner>
  );
}

interface Explained {
  readonly title: string;
  readonly detail: string | undefined;
  readonly code: string | undefined;
}

function explained(error: Error, t: TFunction): Explained {
  if (error instanceof SignerError)
    return { title: t(`signerError.${error.code}`), detail: undefined, code: undefined };
  if (error instanceof ProblemError) {
    const detail = [error.detail, error.doNext].filter((text) => text !== undefined).join(' ');
    return { title: error.title, detail, code: error.code };
  }
  if (error instanceof TransportError) {
    return { title: t('status.offline'), detail: t('status.offlineNext'), code: error.code };
  }
  if (error instanceof ClientError) return { title: error.message, detail: undefined, code: error.code };
  return { title: t('status.defect'), detail: error.message, code: undefined };
}
