import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeclaration, CaseDetail } from '../../../../../client/types.ts';
import { ActDialog } from '../../../components/ledger/act-dialog.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { word } from '../../../lib/i18n.ts';
import { reasonsFor } from '../../../lib/reasons.ts';
import { CONTROLS } from '../choices.ts';

interface OpenControlDialogProps {
  readonly detail: CaseDetail;
  readonly declaration: CaseDeclaration;
  readonly onClose: () => void;
}

/** Asks for documents, a scan or an inspection, or holds the goods. */
export function OpenControlDialog({ detail, declaration, onClose }: OpenControlDialogProps) {
  const { t } = useTranslation();
  const [control, setControl] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [dueBy, setDueBy] = useState('');
  return (
    <ActDialog
      title={t('control.openTitle')}
      onClose={onClose}
      isReady={control !== null && reason !== null}
      work={(desk) =>
        desk.openControl({
          caseId: detail.caseId,
          declarationId: declaration.declarationId,
          control: control ?? '',
          reason: reason ?? '',
          dueBy: dueBy === '' ? 0 : Math.floor(Date.parse(dueBy) / 1000),
        })
      }
    >
      <div className="stack">
        <Select
          label={t('control.which')}
          options={CONTROLS.map((code) => ({ id: code, label: word('control', code) }))}
          value={control}
          placeholder={t('decide.choose')}
          onChange={setControl}
        />
        <Select
          label={t('decide.reason')}
          options={reasonsFor('OPEN_CONTROL').map((code) => ({ id: code, label: word('reason', code) }))}
          value={reason}
          placeholder={t('decide.choose')}
          onChange={setReason}
        />
        <TextField label={t('control.dueBy')} type="datetime-local" value={dueBy} onChange={setDueBy} />
      </div>
      <p className="hint">{t('control.voidsVotes')}</p>
    </ActDialog>
  );
}
