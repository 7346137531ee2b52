import { useTranslation } from 'react-i18next';
import { useConnection } from '../lib/live/connection.ts';

/** Whether what is on the screen is kept up to date, in words and as a mark. */
export function LiveState() {
  const { t } = useTranslation();
  const state = useConnection();
  return (
    <output className={`live ${state.toLowerCase()}`} title={t(`live.hint.${state}`)}>
      <span className="live-mark" aria-hidden="true" />
      {t(`live.${state}`)}
    </output>
  );
}
