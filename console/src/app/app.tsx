import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { createHashRouter, Navigate, RouterProvider } from 'react-router';
import { currentLocale } from '../lib/i18n.ts';
import { deskOf, useLedger, useSession } from '../lib/session.ts';
import { NotFound } from './routes/not-found.tsx';
import { RouteFailed } from './routes/route-failed.tsx';
import { Shell } from './shell.tsx';

const lodgePage = async () => ({ Component: (await import('./routes/lodge-page.tsx')).LodgePage });

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
      {
        path: 'cases/new',
        lazy: async () => ({ Component: (await import('./routes/open-case-page.tsx')).OpenCasePage }),
      },
      { path: 'cases/:caseId/lodge', lazy: lodgePage },
      { path: 'cases/:caseId/documents/:documentId/amend', lazy: lodgePage },
      { path: 'check', lazy: async () => ({ Component: (await import('./routes/check-page.tsx')).CheckPage }) },
      { path: 'verify', lazy: async () => ({ Component: (await import('./routes/verify-page.tsx')).VerifyPage }) },
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
  return <Navigate to={{ OFFICER: '/queue', AUDITOR: '/verify', TRADE: '/cases' }[desk]} replace />;
}

/** Sessions and signatures name one origin: another address of the same gateway, such as 127.0.0.1, is left for it. */
function useOneOrigin() {
  const origin = useLedger().data?.gateway.origin;
  useEffect(() => {
    if (origin === undefined || origin === location.origin) return;
    if (new URL(origin).hostname === 'localhost') location.replace(`${origin}/${location.hash}`);
  }, [origin]);
}
