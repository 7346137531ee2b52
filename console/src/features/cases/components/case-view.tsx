import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeclaration, CaseDetail, CaseDocument } from '../../../../../client/types.ts';
import { PartyName } from '../../../components/ledger/party-name.tsx';
import { WaitText } from '../../../components/ledger/wait-text.tsx';
import { Banner } from '../../../components/ui/banner.tsx';
import { Digest } from '../../../components/ui/digest.tsx';
import { LoadState } from '../../../components/ui/status.tsx';
import { Time } from '../../../components/ui/time.tsx';
import { shortHex } from '../../../lib/format.ts';
import { word } from '../../../lib/i18n.ts';
import { useCase } from '../api/use-case.ts';
import { CaseAgreement } from './case-agreement.tsx';
import { DeclarationCard } from './declaration-card.tsx';
import { DocumentTable } from './document-table.tsx';
import { Timeline } from './timeline.tsx';

/** What other features put on the page of a case. */
export interface CaseSlots {
  readonly toolbar?: (detail: CaseDetail) => ReactNode;
  readonly documentActions?: (detail: CaseDetail, document: CaseDocument) => ReactNode;
  readonly declarationActions?: (detail: CaseDetail, declaration: CaseDeclaration) => ReactNode;
}

/** Everything about one case. */
export function CaseView({ caseId, slots = {} }: { caseId: string; slots?: CaseSlots }) {
  const { t } = useTranslation();
  const query = useCase(caseId);
  const detail = query.data;
  if (detail === undefined) return <LoadState query={query} />;
  return (
    <div className="page">
      <CaseHeader detail={detail} />
      {query.error === null ? null : <LoadState query={query} />}
      {slots.toolbar?.(detail)}
      <Pending detail={detail} />
      <Waiting detail={detail} />
      <section aria-labelledby="declarations">
        <h2 id="declarations">{t('case.declarations')}</h2>
        {detail.declarations.length === 0 ? <p className="muted">{t('case.noDeclarations')}</p> : null}
        {detail.declarations.map((declaration) => (
          <DeclarationCard key={declaration.declarationId} declaration={declaration} detail={detail}>
            {slots.declarationActions?.(detail, declaration)}
          </DeclarationCard>
        ))}
      </section>
      <section aria-labelledby="documents">
        <h2 id="documents">{t('case.documents')}</h2>
        <DocumentTable detail={detail} actions={slots.documentActions} />
      </section>
      {detail.documents.length > 1 ? <CaseAgreement detail={detail} /> : null}
      <Tracking detail={detail} />
      <Timeline caseId={caseId} sequence={detail.lastSequence} />
      <Parties detail={detail} />
    </div>
  );
}

function CaseHeader({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  return (
    <div className="case-header">
      <h1>{detail.ucr ?? shortHex(detail.caseId)}</h1>
      <p className="muted">
        {t('case.openedBy')} <PartyName partyId={detail.openedBy} /> · <Time at={detail.openedAt} /> · {t('case.id')}{' '}
        <Digest value={detail.caseId} />
      </p>
    </div>
  );
}

/** What is on its way to the chain. */
function Pending({ detail: { pending } }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  if (pending.length === 0) return null;
  return (
    <Banner tone="info">
      {t('case.pending', { kinds: pending.map(({ kind }) => word('kind', kind)).join(', ') })}
    </Banner>
  );
}

function Waiting({ detail: { waitingFor } }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="waiting" className="waiting">
      <h2 id="waiting">{t('case.waiting')}</h2>
      {waitingFor.length === 0 ? <p>{t('case.waitsForNothing')}</p> : null}
      <ul className="plain-list">
        {waitingFor.map((wait) => (
          <li key={`${wait.what} ${wait.declarationId} ${wait.documentId} ${wait.controlId}`}>
            <WaitText wait={wait} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tracking({ detail: { tracking } }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  if (tracking.length === 0) return null;
  return (
    <section aria-labelledby="tracking">
      <h2 id="tracking">{t('case.tracking')}</h2>
      <ul className="plain-list rows">
        {tracking.map(({ sequence, milestone, occurredAt, jurisdiction, partyId }) => (
          <li key={sequence}>
            <strong>{word('milestone', milestone)}</strong> <Time at={occurredAt} jurisdiction={jurisdiction} />{' '}
            <span className="muted">
              {t('case.signedBy')} <PartyName partyId={partyId} /> · {jurisdiction}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Parties({ detail: { parties } }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="parties">
      <h2 id="parties">{t('case.parties')}</h2>
      <ul className="plain-list rows">
        {parties.map(({ partyId, why }) => (
          <li key={partyId}>
            <PartyName partyId={partyId} />{' '}
            <span className="muted">{why.map((each) => t(`case.why.${each}`)).join(', ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
