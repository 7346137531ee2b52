import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CaseList } from '../../features/cases/components/case-list.tsx';
import { useSession } from '../../lib/session.ts';

const OPENING_ROLES = ['BROKER', 'CARRIER', 'TERMINAL', 'AGENCY'];

/** Every case that the party may see. */
export function CasesPage() {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <div className="page wide">
      <div className="row spread">
        <h1>{t('cases.title')}</h1>
        {session.roles.some((role) => OPENING_ROLES.includes(role)) ? (
          <Link className="button primary" to="/cases/new">
            {t('opening.title')}
          </Link>
        ) : null}
      </div>
      <CaseList order="NEWEST" emptyText={t('cases.empty')} />
    </div>
  );
}
