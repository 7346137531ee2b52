import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeclaration, CaseDetail } from '../../../../../client/types.ts';
import { ActDialog } from '../../../components/ledger/act-dialog.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { word } from '../../../lib/i18n.ts';
import { reasonsFor } from '../../../lib/reasons.ts';
import { RESULTS } from '../choices.ts';

interface CloseControlDialogProps {
  readonly detail: CaseDetail;
  readonly declaration: CaseDeclaration;
  readonly control: CaseDeclaration['controls'][number];
  readonly onClose: () => void;
}

/** Records what a control has shown. Only the authority that opened it may. */
export function CloseControlDialog({ detail, declaration, control, onClose }: CloseControlDialogProps) {
  const { t } = useTranslation();
  const [result, setResult] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  return (
    <ActDialog
      title={t('control.closeNamed', { control: word('control', control.control) })}
      onClose={onClose}
      isReady={result !== null && reason !== null}
      work={(desk) =>
        desk.closeControl({
          caseId: detail.caseId,
          declarationId: declaration.declarationId,
          controlId: control.controlId,
          result: result ?? '',
          reason: reason ?? '',
        })
      }
    >
      <div className="stack">
        <Select
          label={t('control.result')}
          options={RESULTS.map((code) => ({ id: code, label: word('result', code) }))}
          value={result}
          placeholder={t('decide.choose')}
          onChange={setResult}
        />
        <Select
          label={t('decide.reason')}
          options={reasonsFor('CLOSE_CONTROL').map((code) => ({ id: code, label: word('reason', code) }))}
          value={reason}
          placeholder={t('decide.choose')}
          onChange={setReason}
        />
      </div>
    </ActDialog>
  );
}
