import { type ReactNode, useEffect, useRef } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Desk } from '../../../../client/desk.ts';
import type { ActionStatus } from '../../../../client/types.ts';
import { useAct } from '../../lib/signing/use-act.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorBanner } from '../ui/error-banner.tsx';

interface ActDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Whether everything that is needed has been chosen. */
  readonly isReady: boolean;
  /** What is done at the desk; called from the click, so that the signer's window may open. */
  readonly work: (desk: Desk) => Promise<ActionStatus>;
  readonly look?: 'primary' | 'danger';
  readonly children: ReactNode;
}

/**
 * Rendered while it is open. Asks what is needed for one action, has it signed, and says when it is anchored.
 */
export function ActDialog({ title, onClose, isReady, work, look = 'primary', children }: ActDialogProps) {
  const { t } = useTranslation();
  const { act, busy, phase, error, done } = useAct();
  const status = done as ActionStatus | undefined;
  return (
    <Dialog title={title} onClose={onClose}>
      {status === undefined ? (
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady && !busy) void act(work);
          }}
        >
          {children}
          {error === null ? null : <Refusal error={error} />}
          {busy ? <Banner tone="info">{phase === 'PREPARING' ? t('act.signing') : t('act.anchoring')}</Banner> : null}
          <div className="dialog-buttons">
            <Button type="submit" look={look} isDisabled={!isReady || busy}>
              {t('act.sign')}
            </Button>
            <Button onPress={onClose}>{t('act.cancel')}</Button>
          </div>
        </Form>
      ) : (
        <Anchored status={status} onClose={onClose} />
      )}
    </Dialog>
  );
}

/** Takes the focus, which the button lost while it could not be pressed: Escape and Tab go on from here. */
function Refusal({ error }: { error: Error }) {
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another error is another refusal
  useEffect(() => place.current?.focus(), [error]);
  return (
    <div ref={place} tabIndex={-1}>
      <ErrorBanner error={error} />
    </div>
  );
}

function Anchored({ status, onClose }: { status: ActionStatus; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Banner tone="good">
        {t('act.anchored', { sequence: status.sequence ?? '?', block: status.blockNumber ?? '?' })}
      </Banner>
      <div className="dialog-buttons">
        <Button look="primary" autoFocus onPress={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </>
  );
}
