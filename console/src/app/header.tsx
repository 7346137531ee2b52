import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { SessionInfo } from '../../../client/types.ts';
import { LANGUAGES, type Language } from '../../words/languages.ts';
import { PartyName } from '../components/ledger/party-name.tsx';
import { Button } from '../components/ui/button.tsx';
import { Select } from '../components/ui/select.tsx';
import { client } from '../lib/api.ts';
import { currentLanguage, speak, word } from '../lib/i18n.ts';
import { deskOf, SESSION_KEY } from '../lib/session.ts';
import { applyTheme, storedTheme, THEMES, type Theme } from '../lib/theme.ts';
import { LiveState } from './live-state.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';

/** Name, pages, who is signed in, language and theme. */
export function Header({ session }: { session: SessionInfo | null }) {
  const { t } = useTranslation();
  return (
    <header className="header">
      <span className="brand">{t('shell.product')}</span>
      {session === null ? null : <Pages session={session} />}
      <div className="header-tools">
        {session === null ? null : <LiveState />}
        {session === null ? null : <Holder session={session} />}
        {session === null ? null : <ShortcutHelp />}
        <LanguageSelect />
        <ThemeSelect />
      </div>
    </header>
  );
}

function Pages({ session }: { session: SessionInfo }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('shell.pages')}>
      {deskOf(session) === 'OFFICER' ? <NavLink to="/queue">{t('nav.queue')}</NavLink> : null}
      <NavLink to="/cases">{t('nav.cases')}</NavLink>
      <NavLink to="/check">{t('nav.check')}</NavLink>
      <NavLink to="/verify">{t('nav.verify')}</NavLink>
    </nav>
  );
}

function Holder({ session }: { session: SessionInfo }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => client.endSession(),
    onSettled: () => {
      queries.setQueryData(SESSION_KEY, null);
      // what somebody was shown is not left for the next person
      queries.removeQueries({
        predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] && queryKey[0] !== 'ledger',
      });
    },
  });
  return (
    <span className="holder">
      <span>
        <strong>
          <PartyName partyId={session.partyId} />
        </strong>
        <span className="muted">
          {session.roles.map((role) => word('role', role)).join(', ')} · {session.jurisdiction}
        </span>
      </span>
      <Button look="quiet" onPress={() => signOut.mutate()}>
        {t('shell.signOut')}
      </Button>
    </span>
  );
}

function LanguageSelect() {
  const { t } = useTranslation();
  const options = Object.entries(LANGUAGES).map(([id, label]) => ({ id, label }));
  return (
    <Select
      label={t('shell.language')}
      quietLabel
      options={options}
      value={currentLanguage()}
      onChange={(id) => void speak(id as Language)}
    />
  );
}

function ThemeSelect() {
  const { t } = useTranslation();
  const [theme, setTheme] = useState(storedTheme);
  return (
    <Select
      label={t('shell.theme')}
      quietLabel
      options={THEMES.map((id) => ({ id, label: t(`theme.${id}`) }))}
      value={theme}
      onChange={(id) => {
        applyTheme(id as Theme);
        setTheme(id as Theme);
      }}
    />
  );
}
