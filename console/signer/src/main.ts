/**
 * The signer page: opened by a console, it shows what is to be signed and asks the authenticator. It talks to the window
 * that opened it and to nobody else; its policy lets it fetch nothing.
 */
import '../../words/no-eval.ts';
import { type SigningAnswer, type SigningRequest, signingRequestSchema } from '../../../protocol/signing-request.ts';
import { showIdle, showRefusal } from './page/show.ts';
import { serveRequest } from './serve-request.ts';
import { Refused } from './statement.ts';
import { speak, t } from './texts.ts';

const opener: Window | null = window.opener;
let busy = false;

await speak(navigator.language);
showIdle();
window.addEventListener('message', (event) => void receive(event));
// Says nothing but that somebody listens, so it may go to whoever opened this window.
opener?.postMessage({ type: 'SIGNER_READY' }, '*');

/** One request at a time, from the window that opened this one; the answer goes to its exact origin. */
async function receive(event: MessageEvent): Promise<void> {
  if (opener === null || event.source !== opener || busy) return;
  const parsed = signingRequestSchema.safeParse(event.data);
  const answer = (value: SigningAnswer) => opener.postMessage(value, event.origin);
  if (!parsed.success) {
    const { id } = Object(event.data) as { id?: unknown };
    showRefusal(t('signer:refusal.MALFORMED'));
    if (typeof id === 'string') answer({ type: 'REFUSED', id, code: 'MALFORMED' });
    return;
  }
  busy = true;
  const declineOnClose = () => answer({ type: 'REFUSED', id: parsed.data.id, code: 'DECLINED' });
  window.addEventListener('pagehide', declineOnClose);
  const given = await answerTo(parsed.data, event.origin);
  window.removeEventListener('pagehide', declineOnClose);
  answer(given);
  busy = false;
  if (given.type !== 'REFUSED' || given.code === 'DECLINED') window.close();
}

async function answerTo(request: SigningRequest, from: string): Promise<SigningAnswer> {
  await speak(request.language);
  try {
    return await serveRequest(request, from);
  } catch (error) {
    const code = error instanceof Refused ? error.code : 'MALFORMED';
    showRefusal(t(`signer:refusal.${code}`));
    return { type: 'REFUSED', id: request.id, code };
  }
}
