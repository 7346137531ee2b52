import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { CaseDetail, CaseDocument } from '../../../../client/types.ts';
import { Button } from '../../components/ui/button.tsx';
import { type CaseSlots, CaseView } from '../../features/cases/components/case-view.tsx';
import { DeclarationActions } from '../../features/clearance/components/declaration-actions.tsx';
import { DeclareDialog, isDeclarable } from '../../features/clearance/components/declare-dialog.tsx';
import { DocumentActions } from '../../features/lodging/components/document-actions.tsx';
import { deskOf, useSession } from '../../lib/session.ts';

const SLOTS: CaseSlots = {
  toolbar: (detail) => <Toolbar detail={detail} />,
  documentActions: (detail, document) => (
    <>
      <DocumentActions detail={detail} document={document} />
      <Declare detail={detail} document={document} />
    </>
  ),
  declarationActions: (detail, declaration) => <DeclarationActions detail={detail} declaration={declaration} />,
};

/** A case with what the person may do about it. */
export function CasePage() {
  const { caseId = '' } = useParams();
  return <CaseView caseId={caseId} key={caseId} slots={SLOTS} />;
}

function Toolbar({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  if (deskOf(useSession()) === 'AUDITOR') return null;
  return (
    <p>
      <Link className="button" to={`/cases/${detail.caseId}/lodge`} data-shortcut="l">
        {t('lodge.title')}
      </Link>
    </p>
  );
}

function Declare({ detail, document }: { detail: CaseDetail; document: CaseDocument }) {
  const { t } = useTranslation();
  const { partyId } = useSession();
  const [open, setOpen] = useState(false);
  const declared = detail.declarations.some(({ documentId }) => documentId === document.documentId);
  const offered = document.partyId === partyId && isDeclarable(document) && !declared;
  return (
    <>
      {offered ? (
        <Button look="primary" onPress={() => setOpen(true)}>
          {t('declare.open')}
        </Button>
      ) : null}
      {open ? <DeclareDialog detail={detail} document={document} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
