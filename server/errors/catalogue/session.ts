/** Refusals of authentication and authorisation. */
import { entries } from './entry.ts';

export const SESSION_ERRORS = entries({
  AUTHENTICATION_REQUIRED: [
    'Authentication is required',
    401,
    'The route needs a session token or an API key and none was sent.',
    'Sign in at /v1/session and send `Authorization: Bearer <token>`.',
  ],
  CREDENTIAL_INVALID: [
    'Credential is not valid',
    401,
    'The token or API key is unknown, has ended or was revoked, or its ledger key is no longer valid.',
    'Sign in again with a valid key.',
  ],
  FORBIDDEN: [
    'Not allowed',
    403,
    'The party signed in does not have the role that the route needs.',
    'Use a key of a party that has the role.',
  ],
  SESSION_REQUIRED: [
    'A session is required',
    403,
    'API keys cannot make, list or revoke API keys, nor end sessions.',
    'Sign in with the ledger key itself.',
  ],
  SIGN_IN_MESSAGE_INVALID: [
    'Sign-in message is not valid',
    422,
    'The text is not an EIP-4361 message in the form that the gateway gives out.',
    'Build the message from the values that POST /v1/session/nonce answers.',
  ],
  SIGN_IN_WRONG_DOMAIN: [
    'Sign-in message is for another place',
    422,
    'Domain, URI, chain id or ledger of the message are not those of this gateway.',
    'Sign only messages for the gateway that you talk to.',
  ],
  SIGN_IN_EXPIRED: [
    'Sign-in message is out of time',
    401,
    'The message has expired, is not valid yet, or was issued too long ago or in the future.',
    'Ask for a new nonce and sign again.',
  ],
  SIGN_IN_NONCE_INVALID: [
    'Nonce is not valid',
    401,
    'The nonce was not issued here, has expired or was used before.',
    'Ask for a new nonce and sign again.',
  ],
  SIGN_IN_BAD_SIGNATURE: [
    'Signature does not fit',
    401,
    'The signature was not made by the address in the message.',
    'Sign the exact text with the key of that address.',
  ],
  SIGN_IN_KEY_UNKNOWN: [
    'Key is not enrolled',
    403,
    'No council has enrolled the key that signed.',
    'Have the key enrolled by the council of your jurisdiction; it approves the fingerprint (key id).',
  ],
  SIGN_IN_KEY_NOT_VALID: [
    'Key may not sign in',
    403,
    'The key is revoked, expired or not valid yet, or its party is suspended; `params.result` says which.',
    'Use another key, or ask the council of your jurisdiction.',
  ],
  API_KEY_NOT_FOUND: [
    'No such API key',
    404,
    'The operator signed in has no API key of this id.',
    'List the API keys at /v1/session/api-keys.',
  ],
  API_KEY_LIMIT: [
    'Too many API keys',
    409,
    'The operator has as many API keys in force as one may have.',
    'Revoke one that is no longer used.',
  ],
});
