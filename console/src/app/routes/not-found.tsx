import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/ui/status.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty title={t('notFound.title')}>
      <Link to="/">{t('notFound.back')}</Link>
    </Empty>
  );
}
