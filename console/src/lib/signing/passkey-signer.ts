/** Signs actions with a passkey, in the signer's window. */
import type { Evidence, Signer } from '../../../../client/signer.ts';
import type { SigningRequestOf } from '../../../../protocol/signing-request.ts';
import { currentLanguage } from '../i18n.ts';
import { SignerError, type SignerWindow } from './signer-window.ts';

/** @param key the enrolled key @param signerWindow opened by the click that led here */
export function passkeySigner(key: { keyId: string; signer: string }, signerWindow: SignerWindow): Signer {
  return {
    keyId: key.keyId,
    signer: key.signer,
    async sign(ledger, kind, message, evidence = []) {
      const answer = await signerWindow.ask({
        type: 'SIGN_ACTION',
        id: crypto.randomUUID(),
        language: currentLanguage(),
        ledger: { ...ledger },
        kind,
        message: { ...message },
        evidence: evidence.map(plain),
      });
      if (answer.type !== 'SIGNED' || answer.keyId !== key.keyId) throw new SignerError('UNKNOWN_KEY');
      return answer.signature;
    },
  };
}

/** Only what the signer asks for: an object with functions or bytes could not be posted. */
function plain({ document, files, secret }: Evidence): SigningRequestOf<'SIGN_ACTION'>['evidence'][number] {
  const attached = files.map(({ name, mediaType, sha256 }) => ({ name, mediaType, sha256 }));
  return { document: document as never, files: attached, secret };
}
