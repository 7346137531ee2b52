import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseDocument } from '../../../../../client/types.ts';
import { ActDialog } from '../../../components/ledger/act-dialog.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { word } from '../../../lib/i18n.ts';
import { reasonsFor } from '../../../lib/reasons.ts';

interface WithdrawDialogProps {
  readonly detail: CaseDetail;
  readonly document: CaseDocument;
  readonly onClose: () => void;
}

/** Takes an own document back. */
export function WithdrawDialog({ detail, document, onClose }: WithdrawDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<string | null>(null);
  const { documentId, currentRoot, documentType } = document;
  return (
    <ActDialog
      title={t('withdraw.title', { type: word('documentType', String(documentType)) })}
      look="danger"
      onClose={onClose}
      isReady={reason !== null}
      work={(desk) =>
        desk.withdrawDocument({ caseId: detail.caseId, documentId, root: currentRoot, reason: reason ?? '' })
      }
    >
      <Select
        label={t('decide.reason')}
        options={reasonsFor('WITHDRAW_DOCUMENT').map((code) => ({ id: code, label: word('reason', code) }))}
        value={reason}
        placeholder={t('decide.choose')}
        onChange={setReason}
      />
      <p className="hint">{t('withdraw.hint')}</p>
    </ActDialog>
  );
}
