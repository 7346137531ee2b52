import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseDetail, CaseDocument } from '../../../../../client/types.ts';
import { PartyName } from '../../../components/ledger/party-name.tsx';
import { Time } from '../../../components/ui/time.tsx';
import { word } from '../../../lib/i18n.ts';

interface DocumentTableProps {
  readonly detail: CaseDetail;
  readonly actions: ((detail: CaseDetail, document: CaseDocument) => ReactNode) | undefined;
}

/** Documents of a case with who has endorsed the version that counts. */
export function DocumentTable({ detail, actions }: DocumentTableProps) {
  const { t } = useTranslation();
  if (detail.documents.length === 0) return <p className="muted">{t('document.none')}</p>;
  return (
    <ul className="plain-list documents">
      {detail.documents.map((document) => (
        <li key={document.documentId} className="card">
          <h3>
            <Link to={`/cases/${detail.caseId}/documents/${document.documentId}`}>
              {word('documentType', String(document.documentType))}
            </Link>{' '}
            <span className="muted">{document.documentType}</span>{' '}
            {document.withdrawn ? <span className="badge bad">{t('document.withdrawn')}</span> : null}
          </h3>
          <p className="muted">
            {t('document.by')} <PartyName partyId={document.partyId} /> ·{' '}
            {t('declaration.version', { version: document.versions.length })} · <Time at={newest(document).lodgedAt} />
          </p>
          <Endorsements document={document} />
          {actions?.(detail, document)}
        </li>
      ))}
    </ul>
  );
}

/** Versions stand oldest first, and there is always one. */
function newest({ versions, lodgedAt }: CaseDocument): { readonly lodgedAt: string } {
  return versions.at(-1) ?? { lodgedAt };
}

function Endorsements({ document: { versions } }: { document: CaseDocument }) {
  const { t } = useTranslation();
  const all = versions.flatMap(({ endorsements, number }) => endorsements.map((each) => ({ ...each, number })));
  if (all.length === 0) return <p className="muted">{t('document.notEndorsed')}</p>;
  return (
    <ul className="plain-list">
      {all.map(({ sequence, partyId, endorsedAt, stale, number }) => (
        <li key={sequence}>
          <span className={`badge ${stale ? 'bad' : 'good'}`}>
            {stale ? t('document.stale', { number }) : t('document.endorsed')}
          </span>{' '}
          <PartyName partyId={partyId} />{' '}
          <span className="muted">
            <Time at={endorsedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
