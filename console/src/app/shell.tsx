import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { Button } from '../components/ui/button.tsx';
import { LoadState } from '../components/ui/status.tsx';
import { SignInPage } from '../features/sign-in/components/sign-in-page.tsx';
import { useLiveUpdates } from '../lib/live/follow.ts';
import { useSessionQuery } from '../lib/session.ts';
import { Header } from './header.tsx';

/** Head of every page; asks whoever is not signed in to do so. */
export function Shell() {
  const { t } = useTranslation();
  const session = useSessionQuery();
  useLiveUpdates(session.data);
  return (
    <>
      <Button className="skip-link" onPress={() => document.getElementById('main')?.focus()}>
        {t('shell.skip')}
      </Button>
      <Header session={session.data ?? null} />
      <main id="main" tabIndex={-1}>
        {session.data === undefined ? <LoadState query={session} /> : null}
        {session.data === null ? <SignInPage /> : null}
        {session.data ? <Outlet /> : null}
      </main>
    </>
  );
}
