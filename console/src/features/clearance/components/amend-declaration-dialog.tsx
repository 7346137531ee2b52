import { useTranslation } from 'react-i18next';
import type { CaseDeclaration, CaseDetail } from '../../../../../client/types.ts';
import { ActDialog } from '../../../components/ledger/act-dialog.tsx';

interface AmendDeclarationDialogProps {
  readonly detail: CaseDetail;
  readonly declaration: CaseDeclaration;
  readonly onClose: () => void;
}

/** Rests a declaration on the newest version of its document. */
export function AmendDeclarationDialog({ detail, declaration, onClose }: AmendDeclarationDialogProps) {
  const { t } = useTranslation();
  const { declarationId, documentId, head } = declaration;
  return (
    <ActDialog
      title={t('declare.amend')}
      onClose={onClose}
      isReady
      work={(desk) => desk.amendDeclaration({ caseId: detail.caseId, declarationId, documentId, expected: head })}
    >
      <p>{t('declare.amendHint')}</p>
    </ActDialog>
  );
}
