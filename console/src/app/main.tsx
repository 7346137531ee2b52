/** The console starts here. */
import '../../words/no-eval.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '../lib/api.ts';
import { startI18n } from '../lib/i18n.ts';
import { applyTheme, storedTheme } from '../lib/theme.ts';
import { App } from './app.tsx';

applyTheme(storedTheme());
await startI18n();
const root = document.getElementById('root');
if (root === null) throw new TypeError('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
