import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { createHashRouter, Navigate, RouterProvider } from 'react-router';
import { currentLocale } from '../lib/i18n.ts';
import { deskOf, useLedger, useSession } from '../lib/session.ts';
import { NotFound } from './routes/not-found.tsx';
import { RouteFailed } from './routes/route-failed.tsx';
import { Shell } from './shell.tsx';

/** Pages behind `#`: the gateway serves one document, and an id never travels in a request for a page. */
const router = createHashRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <RouteFailed />,
    children: [
      { index: true, element: <OwnDesk /> },
      { path: 'queue', lazy: async () => ({ Component: (await import('./routes/queue-page.tsx')).QueuePage }) },
      { path: 'cases', lazy: async () => ({ Component: (await import('./routes/cases-page.tsx')).CasesPage }) },
      { path: 'cases/:caseId', lazy: async () => ({ Component: (await import('./routes/case-page.tsx')).CasePage }) },
      {
        path: 'cases/:caseId/documents/:documentId',
        lazy: async () => ({ Component: (await import('./routes/document-page.tsx')).DocumentPage }),
      },
      { path: '*', element: <NotFound /> },
    ],
  },
]);

/** The whole console. */
export function App() {
  useTranslation();
  useOneOrigin();
  return (
    <I18nProvider locale={currentLocale()}>
      <RouterProvider router={router} />
    </I18nProvider>
  );
}

/** Where somebody's work is. */
function OwnDesk() {
  const desk = deskOf(useSession());
  return <Navigate to={desk === 'OFFICER' ? '/queue' : '/cases'} replace />;
}

/** Sessions and signatures name one origin: another address of the same gateway, such as 127.0.0.1, is left for it. */
function useOneOrigin() {
  const origin = useLedger().data?.gateway.origin;
  useEffect(() => {
    if (origin === undefined || origin === location.origin) return;
    if (new URL(origin).hostname === 'localhost') location.replace(`${origin}/${location.hash}`);
  }, [origin]);
}
