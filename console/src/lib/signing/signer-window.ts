/** The popup of the signer: opened within a click, asked once, answered by its exact origin. */
import type { SignerRefusal, SigningAnswer, SigningRequest } from '../../../../protocol/signing-request.ts';
import { SIGNER_WINDOW, signerReadySchema, signingAnswerSchema } from '../../../../protocol/signing-request.ts';

const FEATURES = 'popup,width=640,height=860';
const READY_MS = 20_000;
const CLOSED_POLL_MS = 300;

/** Why no signature came back. */
export class SignerError extends Error {
  override readonly name = 'SignerError';
  readonly code: SignerRefusal | 'POPUP_BLOCKED' | 'SIGNER_UNREACHABLE' | 'NO_WALLET' | 'WALLET_REFUSED' | 'NO_SIGNER';

  constructor(code: SignerError['code'], cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

type Answered = Exclude<SigningAnswer, { type: 'REFUSED' }>;

export interface SignerWindow {
  /** @throws {SignerError} */
  ask(request: SigningRequest): Promise<Answered>;
  close(): void;
}

/**
 * Opens the signer. Call it from a click, before anything is waited for: browsers block other popups.
 * @param origin exact origin of the signer
 * @throws {SignerError} POPUP_BLOCKED
 */
export function openSigner(origin: string): SignerWindow {
  const popup = window.open(`${origin}/`, SIGNER_WINDOW, FEATURES);
  if (popup === null) throw new SignerError('POPUP_BLOCKED');
  const ready = whenReady(popup, origin);
  ready.catch(() => undefined);
  return {
    async ask(request) {
      await ready;
      const answer = await exchange(popup, origin, request);
      if (answer.type === 'REFUSED') throw new SignerError(answer.code);
      return answer;
    },
    close: () => popup.close(),
  };
}

function whenReady(popup: Window, origin: string): Promise<void> {
  return fromWindow(popup, origin, READY_MS, (data) =>
    signerReadySchema.safeParse(data).success ? true : undefined,
  ).then(() => undefined);
}

function exchange(popup: Window, origin: string, request: SigningRequest): Promise<SigningAnswer> {
  const answer = fromWindow(popup, origin, undefined, (data) => {
    const parsed = signingAnswerSchema.safeParse(data);
    return parsed.success && parsed.data.id === request.id ? parsed.data : undefined;
  });
  popup.postMessage(request, origin);
  return answer;
}

/** The first message of the window that `read` understands. @param timeoutMs longest wait, none if undefined */
function fromWindow<T>(
  popup: Window,
  origin: string,
  timeoutMs: number | undefined,
  read: (data: unknown) => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onMessage = (event: MessageEvent) => {
      if (event.source !== popup || event.origin !== origin) return;
      const value = read(event.data);
      if (value !== undefined) end(() => resolve(value));
    };
    const startedAt = performance.now();
    const watch = setInterval(() => {
      if (popup.closed) end(() => reject(new SignerError('DECLINED')));
      else if (timeoutMs !== undefined && performance.now() - startedAt > timeoutMs) {
        end(() => reject(new SignerError('SIGNER_UNREACHABLE')));
      }
    }, CLOSED_POLL_MS);
    const end = (settle: () => void) => {
      clearInterval(watch);
      window.removeEventListener('message', onMessage);
      settle();
    };
    window.addEventListener('message', onMessage);
  });
}
