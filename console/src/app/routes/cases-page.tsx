import { useTranslation } from 'react-i18next';
import { CaseList } from '../../features/cases/components/case-list.tsx';

/** Every case that the party may see. */
export function CasesPage() {
  const { t } = useTranslation();
  return (
    <div className="page wide">
      <h1>{t('cases.title')}</h1>
      <CaseList order="NEWEST" emptyText={t('cases.empty')} />
    </div>
  );
}
