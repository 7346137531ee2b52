import type { ReactNode } from 'react';

/** A message in the place where it matters. Errors are announced at once, the rest when there is a pause. */
export function Banner({ tone, children }: { tone: 'info' | 'good' | 'warning' | 'error'; children: ReactNode }) {
  return (
    <div className={`banner ${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
