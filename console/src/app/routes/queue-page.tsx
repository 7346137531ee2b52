import { useTranslation } from 'react-i18next';
import { CaseList } from '../../features/cases/components/case-list.tsx';

/** What waits for the own office, most urgent first. */
export function QueuePage() {
  const { t } = useTranslation();
  return (
    <div className="page wide">
      <h1>{t('queue.title')}</h1>
      <p className="hint">{t('queue.order')}</p>
      <CaseList order="URGENT" waitingOnMe emptyText={t('queue.empty')} />
    </div>
  );
}
