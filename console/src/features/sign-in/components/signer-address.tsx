import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/ui/button.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import type { SignerOrigin } from '../use-signer-origin.ts';

/** Where the signer is; for organisations that host their own. */
export function SignerAddress({ signer }: { signer: SignerOrigin }) {
  const { t } = useTranslation();
  const [text, setText] = useState(signer.origin ?? '');
  const [wrong, setWrong] = useState(false);
  return (
    <Disclosure className="disclosure" defaultExpanded={signer.origin === null}>
      <Heading level={2}>
        <AriaButton slot="trigger" className="button quiet">
          {t('signIn.more')}
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        {signer.origin === null ? <p>{t('signIn.noSigner')}</p> : null}
        <TextField
          label={t('signIn.signerAddress')}
          description={t('signIn.signerHint')}
          value={text}
          onChange={setText}
          type="url"
          error={wrong ? t('signIn.signerInvalid') : undefined}
        />
        <Button onPress={() => setWrong(!signer.choose(text))}>OK</Button>
      </DisclosurePanel>
    </Disclosure>
  );
}
