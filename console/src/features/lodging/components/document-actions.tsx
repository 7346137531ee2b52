import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseDetail, CaseDocument } from '../../../../../client/types.ts';
import { Button } from '../../../components/ui/button.tsx';
import { useSession } from '../../../lib/session.ts';
import { EndorseDialog } from './endorse-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

interface DocumentActionsProps {
  readonly detail: CaseDetail;
  readonly document: CaseDocument;
}

/** Own documents are amended or withdrawn, those of others endorsed. */
export function DocumentActions({ detail, document }: DocumentActionsProps) {
  const { t } = useTranslation();
  const { partyId, roles } = useSession();
  const [opened, setOpened] = useState<'ENDORSE' | 'WITHDRAW'>();
  const dialog = { detail, document, onClose: () => setOpened(undefined) };
  const own = document.partyId === partyId;
  const endorsed = document.versions.at(-1)?.endorsements.some((each) => each.partyId === partyId) ?? false;
  const takesPart = detail.parties.some((each) => each.partyId === partyId) && !roles.includes('AUDITOR');
  return (
    <>
      {document.withdrawn ? null : (
        <div className="row actions">
          {own ? (
            <>
              <Link className="button" to={`/cases/${detail.caseId}/documents/${document.documentId}/amend`}>
                {t('lodge.amend')}
              </Link>
              <Button onPress={() => setOpened('WITHDRAW')}>{t('withdraw.open')}</Button>
            </>
          ) : null}
          {!own && !endorsed && takesPart ? (
            <Button data-shortcut="e" onPress={() => setOpened('ENDORSE')}>
              {t('endorse.open')}
            </Button>
          ) : null}
        </div>
      )}
      {opened === 'ENDORSE' ? <EndorseDialog {...dialog} /> : null}
      {opened === 'WITHDRAW' ? <WithdrawDialog {...dialog} /> : null}
    </>
  );
}
