import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseDocument } from '../../../../../client/types.ts';
import transitions from '../../../../../protocol/transitions.json' with { type: 'json' };
import { ActDialog } from '../../../components/ledger/act-dialog.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { word } from '../../../lib/i18n.ts';
import { nameOf, useParties } from '../../../lib/parties.ts';
import { useSession } from '../../../lib/session.ts';

interface DeclareDialogProps {
  readonly detail: CaseDetail;
  readonly document: CaseDocument;
  readonly onClose: () => void;
}

/** UNTDID 1001 types of declarations and what they are for. */
const PROCEDURES: Readonly<Record<number, string>> = { 830: 'EXPORT', 929: 'IMPORT', 950: 'TRANSIT' };

/** Whether goods can be declared on a document. */
export function isDeclarable({ documentType, withdrawn }: CaseDocument): boolean {
  return PROCEDURES[documentType] !== undefined && !withdrawn;
}

/** Declares the goods on an own document, to a competent office. */
export function DeclareDialog({ detail, document, onClose }: DeclareDialogProps) {
  const { t } = useTranslation();
  const { jurisdiction } = useSession();
  const parties = useParties().data;
  const [procedure, setProcedure] = useState(PROCEDURES[document.documentType] ?? 'IMPORT');
  const offices = [...(parties?.values() ?? [])].filter(
    (party) => party.jurisdiction === jurisdiction && party.roles.includes('CUSTOMS_OFFICE'),
  );
  const named = offices.find(({ partyId }) => detail.parties.some((each) => each.partyId === partyId));
  const [chosen, setChosen] = useState<string | null>(null);
  const officeId = chosen ?? named?.partyId ?? null;
  return (
    <ActDialog
      title={t('declare.title')}
      onClose={onClose}
      isReady={officeId !== null}
      work={(desk) =>
        desk.lodgeDeclaration({
          caseId: detail.caseId,
          documentId: document.documentId,
          procedure,
          officeId: officeId ?? '',
        })
      }
    >
      <div className="stack">
        <Select
          label={t('declare.procedure')}
          options={transitions.procedures.map(({ code }) => ({ id: code, label: word('procedure', code) }))}
          value={procedure}
          onChange={setProcedure}
        />
        <Select
          label={t('declare.office')}
          options={offices.map(({ partyId }) => ({ id: partyId, label: nameOf(parties, partyId) }))}
          value={officeId}
          placeholder={t('decide.choose')}
          onChange={setChosen}
        />
      </div>
      <p className="hint">{t('declare.hint')}</p>
    </ActDialog>
  );
}
