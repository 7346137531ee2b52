import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeclaration, CaseDetail } from '../../../../../client/types.ts';
import { LaneBadge, StateBadge } from '../../../components/ledger/badges.tsx';
import { PartyName } from '../../../components/ledger/party-name.tsx';
import { Digest } from '../../../components/ui/digest.tsx';
import { Time } from '../../../components/ui/time.tsx';
import { word } from '../../../lib/i18n.ts';

interface DeclarationCardProps {
  readonly declaration: CaseDeclaration;
  readonly detail: CaseDetail;
  readonly children?: ReactNode;
}

/** One declaration: where it stands, who decides, what is open, who has voted. */
export function DeclarationCard({ declaration, detail, children }: DeclarationCardProps) {
  const { t } = useTranslation();
  const { procedure, jurisdiction, shownAs, state, lane, office, partyId, version, validUntil } = declaration;
  const superseded = isSuperseded(declaration, detail);
  return (
    <article className="card" aria-label={`${word('procedure', procedure)} ${jurisdiction}`}>
      <h3>
        {word('procedure', procedure)} {jurisdiction} <StateBadge state={shownAs} /> <LaneBadge lane={lane} />
      </h3>
      <p className="muted">
        {t('declaration.lodgedBy')} <PartyName partyId={partyId} /> · {t('declaration.office')}{' '}
        <PartyName partyId={office} /> · {t('declaration.version', { version })} ·{' '}
        <Digest value={declaration.declarationId} />
      </p>
      {shownAs === state ? null : (
        <p>
          {t('declaration.underneath')} <StateBadge state={state} />
        </p>
      )}
      {validUntil === null ? null : (
        <p>
          {t('declaration.validUntil')} <Time at={validUntil} jurisdiction={jurisdiction} />
        </p>
      )}
      {superseded ? <p className="attention">{t('declaration.superseded')}</p> : null}
      <Controls declaration={declaration} />
      <Votes declaration={declaration} />
      <Decisions declaration={declaration} />
      {children}
    </article>
  );
}

/** Whether the document was amended after it was declared. */
function isSuperseded({ documentId, root }: CaseDeclaration, { documents }: CaseDetail): boolean {
  const document = documents.find((each) => each.documentId === documentId);
  return document !== undefined && document.currentRoot !== root;
}

function Controls({ declaration: { controls, jurisdiction } }: { declaration: CaseDeclaration }) {
  const { t } = useTranslation();
  if (controls.length === 0) return null;
  return (
    <>
      <h4>{t('declaration.controls')}</h4>
      <ul className="plain-list rows">
        {controls.map(
          ({ controlId, control, reason, open, result, closeReason, dueBy, authority, openedAt, closedAt }) => (
            <li key={controlId}>
              <span className={`badge ${open ? 'attention' : 'neutral'}`}>
                {open ? t('declaration.open') : t('declaration.closed')}
              </span>{' '}
              <strong>{word('control', control)}</strong> {word('reason', reason)}{' '}
              {result === null
                ? null
                : `→ ${word('result', result)}${closeReason === null ? '' : `: ${word('reason', closeReason)}`} `}
              <span className="muted">
                <PartyName partyId={authority} /> · <Time at={closedAt ?? openedAt} jurisdiction={jurisdiction} />
                {dueBy !== null && open ? (
                  <>
                    {' · '}
                    {t('wait.dueBy')} <Time at={dueBy} jurisdiction={jurisdiction} />
                  </>
                ) : null}
              </span>
            </li>
          ),
        )}
      </ul>
    </>
  );
}

/** Quorum under way: the same decision by another officer completes it. */
function Votes({ declaration: { votes, jurisdiction } }: { declaration: CaseDeclaration }) {
  const { t } = useTranslation();
  const open = votes.filter((vote) => vote.open);
  if (open.length === 0) return null;
  return (
    <>
      <h4>{t('declaration.votes')}</h4>
      <ul className="plain-list rows">
        {open.map(({ sequence, outcome, votes: have, quorum, operatorId, votedAt }) => (
          <li key={sequence}>
            <strong>{word('outcome', outcome)}</strong> {t('wait.progress', { have, need: quorum })}{' '}
            <span className="muted">
              {t('declaration.officer')} <Digest value={operatorId} /> ·{' '}
              <Time at={votedAt} jurisdiction={jurisdiction} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Decisions({ declaration: { decisions, jurisdiction } }: { declaration: CaseDeclaration }) {
  const { t } = useTranslation();
  if (decisions.length === 0) return null;
  return (
    <>
      <h4>{t('declaration.decisions')}</h4>
      <ul className="plain-list rows">
        {decisions.map(({ sequence, state, reason, operatorId, decidedAt }) => (
          <li key={sequence}>
            <StateBadge state={state} /> {word('reason', reason)}{' '}
            <span className="muted">
              {t('declaration.officer')} <Digest value={operatorId} /> ·{' '}
              <Time at={decidedAt} jurisdiction={jurisdiction} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
