import { useMemo, useState } from 'react';
import { Switch } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '../components/ui/button.tsx';
import { Dialog } from '../components/ui/dialog.tsx';
import { turnShortcuts, useShortcuts, useShortcutsOn } from '../lib/shortcuts.ts';

const KEYS = ['q', 'k', 'f', 'v', 'd', 'c', 'x', 'e', 'l', 'o', '?'] as const;

/** Keys for pages, and the list of all keys. */
export function ShortcutHelp() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const on = useShortcutsOn();
  const pages = useMemo(
    () => ({
      q: () => void navigate('/queue'),
      k: () => void navigate('/cases'),
      f: () => void navigate('/check'),
      v: () => void navigate('/verify'),
      '?': () => setOpen(true),
    }),
    [navigate],
  );
  useShortcuts(pages);
  return (
    <>
      <Button look="quiet" aria-label={t('shortcuts.title')} onPress={() => setOpen(true)}>
        ?
      </Button>
      {open ? (
        <Dialog title={t('shortcuts.title')} onClose={() => setOpen(false)}>
          <Switch className="switch" isSelected={on} onChange={turnShortcuts}>
            <span className="switch-track" aria-hidden="true" />
            {t('shortcuts.on')}
          </Switch>
          <dl className="content">
            {KEYS.map((key) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(`shortcuts.keys.${key}`)}</dd>
              </div>
            ))}
          </dl>
          <div className="dialog-buttons">
            <Button autoFocus onPress={() => setOpen(false)}>
              {t('act.close')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
