import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDeclaration, CaseDetail, SessionInfo } from '../../../../../client/types.ts';
import { Button } from '../../../components/ui/button.tsx';
import { word } from '../../../lib/i18n.ts';
import { useSession } from '../../../lib/session.ts';
import { outcomesFor } from '../choices.ts';
import { AmendDeclarationDialog } from './amend-declaration-dialog.tsx';
import { CloseControlDialog } from './close-control-dialog.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { OpenControlDialog } from './open-control-dialog.tsx';

interface DeclarationActionsProps {
  readonly detail: CaseDetail;
  readonly declaration: CaseDeclaration;
}

const CONTROLLING_ROLES = ['CUSTOMS_OFFICE', 'CUSTOMS_ADMINISTRATION', 'AGENCY'];

type Control = CaseDeclaration['controls'][number];
type Opened =
  | { readonly dialog: 'DECIDE' | 'CONTROL' | 'AMEND' }
  | { readonly dialog: 'CLOSE'; readonly control: Control };

/** What the person signed in may do about a declaration. The contract has the last word; this only spares vain tries. */
export function DeclarationActions({ detail, declaration }: DeclarationActionsProps) {
  // kept apart from what may be done: a dialog stays to say that its action was anchored
  const [opened, setOpened] = useState<Opened>();
  const dialog = { detail, declaration, onClose: () => setOpened(undefined) };
  return (
    <>
      <Buttons detail={detail} declaration={declaration} onOpen={setOpened} />
      {opened?.dialog === 'DECIDE' ? <DecideDialog {...dialog} /> : null}
      {opened?.dialog === 'CONTROL' ? <OpenControlDialog {...dialog} /> : null}
      {opened?.dialog === 'AMEND' ? <AmendDeclarationDialog {...dialog} /> : null}
      {opened?.dialog === 'CLOSE' ? <CloseControlDialog {...dialog} control={opened.control} /> : null}
    </>
  );
}

function Buttons({ detail, declaration, onOpen }: DeclarationActionsProps & { onOpen: (opened: Opened) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const decides = declaration.office === session.partyId && outcomesFor(declaration).length > 0;
  const own = declaration.controls.filter((each) => each.open && each.authority === session.partyId);
  return (
    <div className="row actions">
      {decides ? (
        <Button look="primary" data-shortcut="d" onPress={() => onOpen({ dialog: 'DECIDE' })}>
          {t('decide.open')}
        </Button>
      ) : null}
      {mayControl(session, declaration) ? (
        <Button data-shortcut="c" onPress={() => onOpen({ dialog: 'CONTROL' })}>
          {t('control.openTitle')}
        </Button>
      ) : null}
      {own.map((control) => (
        <Button key={control.controlId} data-shortcut="x" onPress={() => onOpen({ dialog: 'CLOSE', control })}>
          {t('control.closeNamed', { control: word('control', control.control) })}
        </Button>
      ))}
      {declaration.partyId === session.partyId && isBehind(declaration, detail) ? (
        <Button onPress={() => onOpen({ dialog: 'AMEND' })}>{t('declare.amend')}</Button>
      ) : null}
    </div>
  );
}

function mayControl({ jurisdiction, roles }: SessionInfo, declaration: CaseDeclaration): boolean {
  return (
    jurisdiction === declaration.jurisdiction &&
    roles.some((role) => CONTROLLING_ROLES.includes(role)) &&
    !FINISHED.includes(declaration.state)
  );
}

/** Nothing is controlled any more. */
const FINISHED = ['REJECTED', 'RELEASED', 'TRANSFER_ALLOWED', 'CLEARED', 'EXITED', 'INVALIDATED'];

function isBehind({ documentId, root }: CaseDeclaration, { documents }: CaseDetail): boolean {
  const document = documents.find((each) => each.documentId === documentId);
  return document !== undefined && !document.withdrawn && document.currentRoot !== root;
}
