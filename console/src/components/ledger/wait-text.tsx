import { useTranslation } from 'react-i18next';
import type { CaseSummary } from '../../../../client/types.ts';
import { word } from '../../lib/i18n.ts';
import { nameOf, useParties } from '../../lib/parties.ts';
import { Time } from '../ui/time.tsx';

export type Wait = CaseSummary['waitingFor'][number];

/** What a case waits for, on whom, since when and until when. */
export function WaitText({ wait }: { wait: Wait }) {
  const { t } = useTranslation();
  const parties = useParties().data;
  const { what, on, have, need, dueBy, since } = wait;
  const whom = on.partyId === null ? on.role && word('role', on.role) : nameOf(parties, on.partyId);
  return (
    <span className="wait">
      <span>{word('wait', what)}</span>
      {need === null || have === null ? null : (
        <span className="progress-text">{t('wait.progress', { have, need })}</span>
      )}
      <span className="muted">
        {whom === null || whom === undefined ? null : (
          <>{t('wait.on', { whom, jurisdiction: on.jurisdiction ?? '' })} · </>
        )}
        <Time at={since} relative />
        {dueBy === null ? null : (
          <>
            {' · '}
            {t('wait.dueBy')} <Time at={dueBy} jurisdiction={on.jurisdiction} />
          </>
        )}
      </span>
    </span>
  );
}
