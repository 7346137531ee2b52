import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Button } from '../../components/ui/button.tsx';
import { ErrorBanner } from '../../components/ui/error-banner.tsx';

/** A page that broke; the rest of the console still works after it is loaded anew. */
export function RouteFailed() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <main className="page">
      <ErrorBanner error={error instanceof Error ? error : new Error(String(error))} />
      <Button onPress={() => location.reload()}>{t('status.reload')}</Button>
    </main>
  );
}
