/**
 * Sign-in with a wallet (EIP-4361) or with any key by a typed message, and API keys. A session is a right to read and upload, never to act: what counts on
 * the ledger is signed by itself.
 *
 * Whether the ledger key behind a credential is still good is looked up at every request, so that a revocation or a
 * suspension ends its sessions and API keys as soon as the index has read it.
 */
import { verifyMessage } from 'ethers';
import { keyIdOf, type LedgerDomain } from '../../../protocol/actions.ts';
import { sessionDigest } from '../../../protocol/session.ts';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Caller } from '../../http/caller.ts';
import { type Clock, isoTime, unixSeconds } from '../../platform/clock.ts';
import { findKey, type KeyWithParty } from '../projection/registry.repository.ts';
import { keyStanding } from './key-standing.ts';
import * as repository from './session.repository.ts';
import type { Session, SessionInfo, SessionNonce, TypedSignIn } from './session.schemas.ts';
import { parseSignInMessage, type SignInMessage } from './sign-in-message.ts';
import { API_KEY_PREFIX, newNonce, newToken, SESSION_PREFIX, tokenHash } from './tokens.ts';

/** Time to sign, milliseconds. */
const NONCE_TTL_MS = 10 * 60_000;
/** How far the signer's clock may be ahead, milliseconds. */
const CLOCK_SKEW_MS = 5 * 60_000;

export interface SessionServiceOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly domain: LedgerDomain;
  /** Public origin, without a slash at the end. */
  readonly origin: string;
  readonly ttlSeconds: number;
  /** Whether a signature is one of the signer over the digest, by the ledger's own check. */
  readonly checkSignature: (signer: string, digest: string, signature: string) => Promise<boolean>;
}

export interface SessionService {
  createNonce(): Promise<SessionNonce>;
  /** @throws {AppError} SIGN_IN_… */
  signIn(message: string, signature: string): Promise<Session>;
  /** Signs in by a typed message. @throws {AppError} SIGN_IN_… */
  signInTyped(request: Omit<TypedSignIn, 'cookie'>): Promise<Session>;
  /** @throws {AppError} CREDENTIAL_INVALID */
  authenticate(secret: string): Promise<Caller>;
  describe(caller: Caller): Promise<SessionInfo>;
  end(caller: Caller): Promise<void>;
  /** Removes what has ended; called now and then. */
  sweep(): Promise<void>;
}

export function createSessionService(options: SessionServiceOptions): SessionService {
  const { db, clock } = options;
  return {
    createNonce: () => createNonce(options),
    signIn: (message, signature) => signIn(options, message, signature),
    signInTyped: (request) => signInTyped(options, request),
    authenticate: (secret) => authenticate(options, secret),
    describe: (caller) => describe(options, caller),
    end: ({ credentialId }) => repository.deleteSession(db, credentialId),
    sweep: () => repository.removeExpired(db, new Date(clock.now())),
  };
}

/** The statement of the text: says what is signed, and for which ledger. */
export function statementOf({ ledgerId }: LedgerDomain): string {
  return `Sign in to the corridor ledger ${ledgerId}. This lets you read; it lodges, endorses and decides nothing.`;
}

async function createNonce({ db, clock, domain, origin }: SessionServiceOptions): Promise<SessionNonce> {
  const nonce = newNonce();
  const expiresAtMs = clock.now() + NONCE_TTL_MS;
  await repository.insertNonce(db, nonce, new Date(expiresAtMs));
  return {
    nonce,
    expiresAt: isoTime(expiresAtMs),
    domain: new URL(origin).host,
    uri: origin,
    chainId: domain.chainId,
    statement: statementOf(domain),
  };
}

async function signIn(options: SessionServiceOptions, text: string, signature: string): Promise<Session> {
  const { db, clock } = options;
  const message = parseSignInMessage(text);
  assertForThisGateway(message, options);
  assertInTime(message, clock.now());
  if (signerOf(text, signature) !== message.address) throw new AppError('SIGN_IN_BAD_SIGNATURE');
  if (!(await repository.takeNonce(db, message.nonce, new Date(clock.now())))) {
    throw new AppError('SIGN_IN_NONCE_INVALID');
  }
  return openSession(options, await usableKey(options, keyIdOf(message.address)));
}

/**
 * The key is looked up before the signature is checked: which keys are enrolled stands on the chain for everybody, and
 * the chain is asked about enrolled keys only.
 */
async function signInTyped(
  options: SessionServiceOptions,
  { session, signer, signature }: Omit<TypedSignIn, 'cookie'>,
): Promise<Session> {
  const { db, clock, domain, checkSignature } = options;
  assertTypedForThisGateway(session, options);
  const now = clock.now();
  const expiresAtMs = session.expires * 1000;
  if (expiresAtMs <= now || expiresAtMs > now + NONCE_TTL_MS + CLOCK_SKEW_MS) throw new AppError('SIGN_IN_EXPIRED');
  if (keyIdOf(signer) !== session.keyId) throw new AppError('SIGN_IN_BAD_SIGNATURE');
  const found = await usableKey(options, session.keyId);
  if (!(await checkSignature(signer, sessionDigest(domain, session), signature))) {
    throw new AppError('SIGN_IN_BAD_SIGNATURE');
  }
  if (!(await repository.takeNonce(db, session.nonce, new Date(now)))) throw new AppError('SIGN_IN_NONCE_INVALID');
  return openSession(options, found);
}

async function openSession(options: SessionServiceOptions, found: KeyWithParty): Promise<Session> {
  const { db, clock, ttlSeconds } = options;
  const expiresAtMs = Math.min(clock.now() + ttlSeconds * 1000, found.key.valid_until * 1000);
  const token = newToken(SESSION_PREFIX);
  await repository.insertSession(db, {
    token_hash: tokenHash(token),
    key_id: found.key.key_id,
    party_id: found.party.party_id,
    created_at: new Date(clock.now()),
    expires_at: new Date(expiresAtMs),
  });
  const { credential: _credential, credentialId: _id, ...holder } = callerOf(found, 'SESSION', '');
  return { token, ...holder, roles: [...holder.roles], expiresAt: isoTime(expiresAtMs) };
}

function assertForThisGateway(message: SignInMessage, { origin, domain }: SessionServiceOptions): void {
  const expected = {
    domain: new URL(origin).host,
    uri: origin,
    chainId: String(domain.chainId),
    statement: statementOf(domain),
  };
  for (const [field, value] of Object.entries(expected)) {
    if (message[field as keyof typeof expected] !== value) {
      throw new AppError('SIGN_IN_WRONG_DOMAIN', { params: { field, expected: value } });
    }
  }
}

function assertTypedForThisGateway(
  { ledgerId, gatewayOrigin }: TypedSignIn['session'],
  { origin, domain }: SessionServiceOptions,
): void {
  if (ledgerId !== domain.ledgerId) {
    throw new AppError('SIGN_IN_WRONG_DOMAIN', { params: { field: 'ledgerId', expected: domain.ledgerId } });
  }
  if (gatewayOrigin !== origin) {
    throw new AppError('SIGN_IN_WRONG_DOMAIN', { params: { field: 'gatewayOrigin', expected: origin } });
  }
}

function assertInTime({ issuedAtMs, expiresAtMs }: SignInMessage, now: number): void {
  const tooLong = expiresAtMs > now + NONCE_TTL_MS + CLOCK_SKEW_MS;
  if (expiresAtMs <= now || tooLong || issuedAtMs > now + CLOCK_SKEW_MS || issuedAtMs >= expiresAtMs) {
    throw new AppError('SIGN_IN_EXPIRED');
  }
}

/** Address that signed the text, or undefined if the signature is no canonical one. */
function signerOf(text: string, signature: string): string | undefined {
  try {
    return verifyMessage(text, signature);
  } catch {
    return undefined;
  }
}

async function usableKey({ db, clock }: SessionServiceOptions, keyId: string): Promise<KeyWithParty> {
  const found = await findKey(db, keyId);
  if (found === undefined) throw new AppError('SIGN_IN_KEY_UNKNOWN', { params: { keyId } });
  const standing = keyStanding(found, unixSeconds(clock));
  if (standing !== 'VALID') throw new AppError('SIGN_IN_KEY_NOT_VALID', { params: { keyId, result: standing } });
  return found;
}

async function authenticate(options: SessionServiceOptions, secret: string): Promise<Caller> {
  const { db, clock } = options;
  const hash = tokenHash(secret);
  if (secret.startsWith(SESSION_PREFIX)) {
    const session = await repository.findSession(db, hash);
    if (session === undefined || session.expires_at.getTime() <= clock.now()) throw new AppError('CREDENTIAL_INVALID');
    return callerOfKey(options, session.key_id, 'SESSION', hash);
  }
  if (secret.startsWith(API_KEY_PREFIX)) {
    const apiKey = await repository.findApiKey(db, hash);
    if (apiKey === undefined || apiKey.revoked_at !== null) throw new AppError('CREDENTIAL_INVALID');
    return callerOfKey(options, apiKey.key_id, 'API_KEY', apiKey.id);
  }
  throw new AppError('CREDENTIAL_INVALID');
}

async function callerOfKey(
  { db, clock }: SessionServiceOptions,
  keyId: string,
  credential: Caller['credential'],
  credentialId: string,
): Promise<Caller> {
  const found = await findKey(db, keyId);
  const standing = found === undefined ? 'KEY_REVOKED' : keyStanding(found, unixSeconds(clock));
  if (found === undefined || standing !== 'VALID') {
    throw new AppError('CREDENTIAL_INVALID', { params: { result: standing } });
  }
  return callerOf(found, credential, credentialId);
}

function callerOf({ key, party }: KeyWithParty, credential: Caller['credential'], credentialId: string): Caller {
  return {
    keyId: key.key_id,
    partyId: party.party_id,
    operatorId: key.operator_id,
    jurisdiction: party.jurisdiction,
    roles: party.roles,
    credential,
    credentialId,
  };
}

async function describe({ db }: SessionServiceOptions, caller: Caller): Promise<SessionInfo> {
  const { credential, credentialId, ...holder } = caller;
  const session = credential === 'SESSION' ? await repository.findSession(db, credentialId) : undefined;
  return {
    ...holder,
    roles: [...holder.roles],
    credential,
    expiresAt: session === undefined ? null : isoTime(session.expires_at.getTime()),
  };
}
