import { z } from 'zod';
import { sessionCookie } from '../../http/credentials.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import type { ApiKeysService } from './api-keys.service.ts';
import {
  apiKeysSchema,
  newApiKeyRequestSchema,
  newApiKeySchema,
  nonceSchema,
  type Session,
  sessionInfoSchema,
  sessionSchema,
  signInSchema,
  typedSignInSchema,
} from './session.schemas.ts';
import type { SessionService } from './session.service.ts';

const tag = 'Session';

export const sessionSpecs = {
  createSessionNonce: spec({
    summary: 'Values for a sign-in text',
    description: 'The text of EIP-4361 is made of these values, word for word, and signed by EIP-191 (personal_sign).',
    tag,
    body: { kind: 'none' },
    responses: {
      200: { description: 'Values of the text; the nonce is good once, for ten minutes', schema: nonceSchema },
    },
  }),
  createSession: spec({
    summary: 'Sign in with the key of an enrolled address',
    description:
      'A session lets its holder read and upload. It cannot lodge, endorse or decide: actions carry their own signatures.',
    tag,
    body: { kind: 'json', schema: signInSchema, maxBytes: 16_384 },
    responses: { 201: { description: 'The session', schema: sessionSchema } },
    problems: [
      'SIGN_IN_MESSAGE_INVALID',
      'SIGN_IN_WRONG_DOMAIN',
      'SIGN_IN_EXPIRED',
      'SIGN_IN_NONCE_INVALID',
      'SIGN_IN_BAD_SIGNATURE',
      'SIGN_IN_KEY_UNKNOWN',
      'SIGN_IN_KEY_NOT_VALID',
    ],
  }),
  createTypedSession: spec({
    summary: 'Sign in by a typed message',
    description:
      'For every kind of key that can act on the ledger, passkeys too: an EIP-712 message of type `Session` in the ' +
      'domain of the ledger. Its digest can never be that of an action. The ledger itself checks the signature.',
    tag,
    body: { kind: 'json', schema: typedSignInSchema, maxBytes: 16_384 },
    responses: { 201: { description: 'The session', schema: sessionSchema } },
    problems: [
      'SIGN_IN_WRONG_DOMAIN',
      'SIGN_IN_EXPIRED',
      'SIGN_IN_NONCE_INVALID',
      'SIGN_IN_BAD_SIGNATURE',
      'SIGN_IN_KEY_UNKNOWN',
      'SIGN_IN_KEY_NOT_VALID',
      'CHAIN_UNAVAILABLE',
      'BAD_CHAIN_ANSWER',
    ],
  }),
  readSession: spec({
    summary: 'Who the credential stands for',
    tag,
    body: { kind: 'none' },
    responses: { 200: { description: 'Holder of the credential', schema: sessionInfoSchema } },
  }),
  endSession: spec({
    summary: 'Sign out',
    tag,
    body: { kind: 'none' },
    responses: { 204: { description: 'The session has ended' } },
  }),
  createApiKey: spec({
    summary: 'Make an API key',
    description: 'For machines. It stands for the same ledger key and ends with it.',
    tag,
    body: { kind: 'json', schema: newApiKeyRequestSchema, maxBytes: 4_096 },
    responses: { 201: { description: 'The key, shown this once', schema: newApiKeySchema } },
    problems: ['API_KEY_LIMIT'],
  }),
  listApiKeys: spec({
    summary: 'API keys of the ledger key',
    tag,
    body: { kind: 'none' },
    responses: { 200: { description: 'Newest first, revoked ones included', schema: apiKeysSchema } },
  }),
  revokeApiKey: spec({
    summary: 'Revoke an API key',
    tag,
    params: z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/) }),
    body: { kind: 'none' },
    responses: { 204: { description: 'The key is revoked' } },
    problems: ['API_KEY_NOT_FOUND'],
  }),
};

export function sessionRoutes(sessions: SessionService, apiKeys: ApiKeysService, ttlSeconds: number): Endpoint[] {
  const opened = (session: Session, cookie: boolean) => {
    if (!cookie) return { status: 201, json: session } as const;
    const headers = { 'Set-Cookie': sessionCookie(session.token, ttlSeconds) };
    return { status: 201, headers, json: { ...session, token: '' } } as const;
  };
  return [
    endpoint(
      'createSessionNonce',
      sessionSpecs.createSessionNonce,
    )(async () => ({
      status: 200,
      json: await sessions.createNonce(),
    })),
    endpoint(
      'createSession',
      sessionSpecs.createSession,
    )(async ({ body }) => opened(await sessions.signIn(body.message, body.signature), body.cookie)),
    endpoint(
      'createTypedSession',
      sessionSpecs.createTypedSession,
    )(async ({ body }) => opened(await sessions.signInTyped(body), body.cookie)),
    endpoint(
      'readSession',
      sessionSpecs.readSession,
    )(async ({ caller }) => ({
      status: 200,
      json: await sessions.describe(caller),
    })),
    endpoint(
      'endSession',
      sessionSpecs.endSession,
    )(async ({ caller }) => {
      await sessions.end(caller);
      return { status: 204, headers: { 'Set-Cookie': sessionCookie('', 0) } };
    }),
    endpoint(
      'createApiKey',
      sessionSpecs.createApiKey,
    )(async ({ caller, body }) => ({
      status: 201,
      json: await apiKeys.create(caller, body.name),
    })),
    endpoint(
      'listApiKeys',
      sessionSpecs.listApiKeys,
    )(async ({ caller }) => ({
      status: 200,
      json: { items: await apiKeys.list(caller) },
    })),
    endpoint(
      'revokeApiKey',
      sessionSpecs.revokeApiKey,
    )(async ({ caller, params }) => {
      await apiKeys.revoke(caller, params.id);
      return { status: 204 };
    }),
  ];
}
