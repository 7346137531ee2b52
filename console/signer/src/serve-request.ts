/** Takes one request through: decode, show, ask, sign. */
import { keyIdOf } from '../../../protocol/actions.ts';
import type { SigningAnswer, SigningRequest, SigningRequestOf } from '../../../protocol/signing-request.ts';
import { keepKey, rememberConsole, type StoredKey, storedKeys } from './key-store.ts';
import { showQuestion, showWaiting } from './page/show.ts';
import { AuthenticatorError, makePasskey, signDigest } from './passkey.ts';
import { actionStatement, Refused, type Statement, sessionStatement } from './statement.ts';
import { locale, t } from './texts.ts';

/**
 * Serves a request until the person has answered.
 * @param from exact origin of the window that asks
 * @throws {Refused}
 */
export async function serveRequest(request: SigningRequest, from: string): Promise<SigningAnswer> {
  try {
    switch (request.type) {
      case 'CREATE_KEY':
        return await createKey(request, from);
      case 'SIGN_SESSION':
        return await signSession(request, from);
      case 'SIGN_ACTION':
        return await signActionRequest(request, from);
    }
  } catch (error) {
    if (error instanceof AuthenticatorError) throw new Refused('AUTHENTICATOR_FAILED');
    throw error;
  }
}

async function createKey(request: SigningRequestOf<'CREATE_KEY'>, from: string): Promise<SigningAnswer> {
  const { id, ledger, verifier } = request;
  const statement: Statement = {
    heading: t('signer:create.heading'),
    sentence: t('signer:create.sentence'),
    lines: [],
    documents: [],
    warnings: [t('signer:create.compare')],
    notes: [],
    raw: [],
    digest: '',
  };
  const question = { statement, origin: from, key: undefined, ledgerId: ledger.ledgerId, known: true };
  const made = await ask({ ...question, confirm: t('signer:createKey') }, () =>
    makePasskey(verifier.toLowerCase(), `Corridor ${ledger.ledgerId.slice(0, 10)}, ${today()}`),
  );
  const createdAt = new Date().toISOString();
  const { keyId, signer } = made;
  keepKey({ ...made, ledger, createdAt, consoles: [from] });
  return { type: 'KEY_CREATED', id, keyId, signer };
}

async function signSession(request: SigningRequestOf<'SIGN_SESSION'>, from: string): Promise<SigningAnswer> {
  const keys = storedKeys()
    .filter(({ ledger }) => ledger.ledgerId === request.ledger.ledgerId)
    .reverse();
  let key = keys[0];
  if (key === undefined) throw new Refused('UNKNOWN_KEY');
  for (;;) {
    const chosen: StoredKey = key;
    const statement = sessionStatement(request, chosen, from);
    const outcome = await askWithChoice(statement, chosen, keys, from, t('signer:signIn'));
    if (typeof outcome === 'object') return signed(request.id, chosen, from, outcome.signature);
    key = keys.find(({ keyId }) => keyId === outcome) ?? chosen;
  }
}

async function signActionRequest(request: SigningRequestOf<'SIGN_ACTION'>, from: string): Promise<SigningAnswer> {
  const key = storedKeys().find(({ keyId }) => keyId === request.message['keyId']);
  if (key === undefined) throw new Refused('UNKNOWN_KEY');
  const statement = actionStatement(request, key, Math.floor(Date.now() / 1000));
  const signature = await ask({ ...about(statement, key, from), confirm: t('signer:sign') }, () =>
    signDigest(key.credentialId, statement.digest),
  );
  return signed(request.id, key, from, signature);
}

function signed(id: string, key: StoredKey, from: string, signature: string): SigningAnswer {
  rememberConsole(key, from);
  return { type: 'SIGNED', id, keyId: keyIdOf(key.signer), signer: key.signer, signature };
}

const about = (statement: Statement, key: StoredKey, origin: string) => ({
  statement,
  origin,
  key,
  ledgerId: key.ledger.ledgerId,
  known: key.consoles.includes(origin),
});

type Asked = Omit<Parameters<typeof showQuestion>[0], 'onConfirm' | 'onDecline'>;

/** Shows a question; the authenticator is asked from within the click, as browsers want it. */
function ask<T>(question: Asked, perform: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    showQuestion({
      ...question,
      onConfirm: () => {
        showWaiting();
        perform().then(resolve, reject);
      },
      onDecline: () => reject(new Refused('DECLINED')),
    });
  });
}

/** @returns the signature, or the id of another key that was chosen instead */
function askWithChoice(
  statement: Statement,
  key: StoredKey,
  keys: readonly StoredKey[],
  from: string,
  confirm: string,
): Promise<{ readonly signature: string } | string> {
  return new Promise((resolve, reject) => {
    const choice = { keys, onChoose: (keyId: string) => resolve(keyId) };
    const question = { ...about(statement, key, from), confirm, choice };
    ask(question, async () => ({ signature: await signDigest(key.credentialId, statement.digest) })).then(
      resolve,
      reject,
    );
  });
}

const today = () => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date());
