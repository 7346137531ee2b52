import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseDocument } from '../../../../../client/types.ts';
import { ActDialog } from '../../../components/ledger/act-dialog.tsx';
import { PartyName } from '../../../components/ledger/party-name.tsx';
import { word } from '../../../lib/i18n.ts';

interface EndorseDialogProps {
  readonly detail: CaseDetail;
  readonly document: CaseDocument;
  readonly onClose: () => void;
}

/** Puts the party's signature under the present version, whose content is read and recomputed before. */
export function EndorseDialog({ detail, document, onClose }: EndorseDialogProps) {
  const { t } = useTranslation();
  const { documentId, currentRoot, documentType, versions, partyId } = document;
  return (
    <ActDialog
      title={t('endorse.title', { type: word('documentType', String(documentType)) })}
      onClose={onClose}
      isReady
      work={(desk) => desk.endorseDocument({ caseId: detail.caseId, documentId, root: currentRoot })}
    >
      <p>
        {t('declaration.version', { version: versions.length })} · {t('document.by')} <PartyName partyId={partyId} />
      </p>
      <p className="hint">{t('endorse.hint')}</p>
    </ActDialog>
  );
}
