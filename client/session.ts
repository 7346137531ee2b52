/**
 * Signing in: with a wallet by an EIP-4361 text, or with any key by a typed message.
 * @see EIP-4361, protocol/session.ts; neither can ever hash to the digest of an action
 */
import type { LedgerDomain } from '../protocol/actions.ts';
import type { SessionMessage } from '../protocol/session.ts';
import type { CorridorClient } from './client.ts';
import { ClientError } from './problem.ts';
import type { WalletSigner } from './signer.ts';
import type { Session, SessionNonce } from './types.ts';

/** The EIP-4361 text that a person signs to sign in. @param address EIP-55 @param issuedAt RFC 3339 */
export function signInText(challenge: SessionNonce, address: string, issuedAt: string): string {
  return [
    `${challenge.domain} wants you to sign in with your Ethereum account:`,
    address,
    '',
    challenge.statement,
    '',
    `URI: ${challenge.uri}`,
    'Version: 1',
    `Chain ID: ${challenge.chainId}`,
    `Nonce: ${challenge.nonce}`,
    `Issued At: ${issuedAt}`,
    `Expiration Time: ${challenge.expiresAt}`,
  ].join('\n');
}

/**
 * Signs in and answers the session; pass its token to `withToken`.
 * @throws {ClientError} WRONG_ORIGIN if the gateway asks to sign in somewhere else; WRONG_KEY if the gateway opened the session for another key
 */
export async function signIn(client: CorridorClient, signer: WalletSigner, now = Date.now): Promise<Session> {
  const challenge = await client.createSessionNonce();
  assertSameOrigin(client.baseUrl, challenge);
  const message = signInText(challenge, signer.address, new Date(now()).toISOString());
  const session = await client.createSession({ message, signature: await signer.signText(message) });
  if (session.keyId !== signer.keyId) {
    throw new ClientError('WRONG_KEY', 'The gateway opened a session for another key than the one that signed in.', {
      keyId: signer.keyId,
      sessionKeyId: session.keyId,
    });
  }
  return session;
}

/** What a signer answers to a request to sign in. */
export interface SignedSession {
  readonly session: SessionMessage;
  /** ERC-7913 signer bytes, hex. */
  readonly signer: string;
  readonly signature: string;
}

/** What is signed but for the key, which the signer chooses. */
export type SessionRequest = Omit<SessionMessage, 'keyId'>;

/**
 * Signs in with any key that can act on the ledger.
 * @param sign asks the person; the signer makes the message, with its own key in it
 * @param cookie keep the token in a cookie that scripts cannot read
 * @throws {ClientError} WRONG_ORIGIN, WRONG_KEY
 */
export async function signInTyped(
  client: CorridorClient,
  ledger: LedgerDomain,
  sign: (request: SessionRequest) => Promise<SignedSession>,
  cookie = false,
): Promise<Session> {
  const challenge = await client.createSessionNonce();
  assertSameOrigin(client.baseUrl, challenge);
  const expires = Math.floor(Date.parse(challenge.expiresAt) / 1000);
  const { nonce, uri } = challenge;
  const signed = await sign({ ledgerId: ledger.ledgerId, gatewayOrigin: uri, nonce, expires });
  const session = await client.createTypedSession({ ...signed, cookie });
  if (session.keyId !== signed.session.keyId) {
    throw new ClientError('WRONG_KEY', 'The gateway opened a session for another key than the one that signed in.', {
      keyId: signed.session.keyId,
      sessionKeyId: session.keyId,
    });
  }
  return session;
}

/** A gateway that passes on another one's challenge would get a session there. */
function assertSameOrigin(baseUrl: string, { domain, uri }: SessionNonce): void {
  const called = new URL(baseUrl);
  const named = new URL(uri);
  if (sameHost(called, named) && named.host === domain) return;
  throw new ClientError('WRONG_ORIGIN', 'The gateway asks to sign in at another address than the one called.', {
    called: called.origin,
    named: named.origin,
    domain,
  });
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

function sameHost(a: URL, b: URL): boolean {
  if (a.protocol !== b.protocol || a.port !== b.port) return false;
  return a.hostname === b.hostname || (LOOPBACK.test(a.hostname) && LOOPBACK.test(b.hostname));
}
