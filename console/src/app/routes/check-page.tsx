import { useTranslation } from 'react-i18next';
import { FileCheck } from '../../features/lodging/components/file-check.tsx';

/** What is wrong with a file, before anything is filed; needs no case and no signature. */
export function CheckPage() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <h1>{t('check.title')}</h1>
      <p>{t('check.intro')}</p>
      <FileCheck />
    </div>
  );
}
