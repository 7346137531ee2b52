import { useTranslation } from 'react-i18next';
import { ErrorBanner } from './error-banner.tsx';

interface LoadStateProps {
  readonly query: { readonly isPending: boolean; readonly error: Error | null; readonly refetch: () => unknown };
}

/** What stands in the place of data that is not there yet: loading, or why it cannot be loaded. */
export function LoadState({ query }: LoadStateProps) {
  const { t } = useTranslation();
  if (query.error !== null) return <ErrorBanner error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.isPending) return null;
  return <output className="loading">{t('status.loading')}</output>;
}

/** Nothing is there, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
