/** Wire format of sign-in. */
import { z } from 'zod';

const hexWord = (bytes: number, what: string) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`))
    .meta({ description: what });

const instant = (what: string) => z.iso.datetime().meta({ description: what });

const cookieFlag = z.boolean().default(false).meta({
  description: 'For browsers: keep the token in a cookie that scripts cannot read, and leave it out here',
});

export const nonceSchema = z
  .object({
    nonce: z.string().meta({ description: 'Good for one sign-in' }),
    expiresAt: instant('End of the nonce; use it as Expiration Time'),
    domain: z.string().meta({ description: 'First word of the text' }),
    uri: z.string(),
    chainId: z.int(),
    statement: z.string().meta({ description: 'Names the ledger; to be used word for word' }),
  })
  .meta({ id: 'SessionNonce' });

export const signInSchema = z
  .strictObject({
    message: z.string().min(1).max(4096).meta({ description: 'EIP-4361 text, lines separated by LF' }),
    signature: z
      .string()
      .regex(/^0x[0-9a-fA-F]{130}$/, '65 bytes in hex')
      .meta({ description: 'EIP-191 signature of the text, 65 bytes in hex' }),
    cookie: cookieFlag,
  })
  .meta({ id: 'SignIn' });

export const typedSignInSchema = z
  .strictObject({
    session: z
      .strictObject({
        ledgerId: hexWord(32, 'Ledger'),
        keyId: hexWord(32, 'Key that signs in'),
        gatewayOrigin: z.string().max(300).meta({ description: '`uri` of the nonce' }),
        nonce: z.string().max(64),
        expires: z.int().min(0).meta({ description: 'Unix seconds, at most the end of the nonce' }),
      })
      .meta({ description: 'EIP-712 message of type Session' }),
    signer: z
      .string()
      .regex(/^0x(?:[0-9a-f]{2}){20,512}$/, '20 to 512 bytes in hex')
      .meta({ description: 'ERC-7913 signer: address, or verifier and key material' }),
    signature: z
      .string()
      .regex(/^0x(?:[0-9a-fA-F]{2}){1,2048}$/, '1 to 2048 bytes in hex')
      .meta({ description: 'Over the EIP-712 digest, in the form that the signer’s verifier reads' }),
    cookie: cookieFlag,
  })
  .meta({ id: 'TypedSignIn' });

const holder = {
  keyId: hexWord(32, 'Ledger key'),
  partyId: hexWord(8, 'Party that the key acts for'),
  operatorId: hexWord(8, 'Human who holds the key'),
  jurisdiction: z.string().length(2).meta({ description: 'ISO 3166-1 alpha-2' }),
  roles: z.array(z.string()).meta({ description: 'Roles of the party' }),
};

export const sessionSchema = z
  .object({
    token: z.string().meta({ description: 'Bearer token, shown once; empty if it went into the cookie' }),
    ...holder,
    expiresAt: instant('End of the session at the latest; a revocation of the key ends it at once'),
  })
  .meta({ id: 'Session' });

export const sessionInfoSchema = z
  .object({
    ...holder,
    credential: z.enum(['SESSION', 'API_KEY']),
    expiresAt: instant('End of the session; null for an API key').nullable(),
  })
  .meta({ id: 'SessionInfo' });

export const newApiKeyRequestSchema = z
  .strictObject({ name: z.string().trim().min(1).max(100).meta({ description: 'What the key is for' }) })
  .meta({ id: 'ApiKeyRequest' });

const apiKey = {
  id: z.string(),
  name: z.string(),
  createdAt: instant('When it was made'),
  revokedAt: instant('When it was revoked; null while it is good').nullable(),
};

export const apiKeySchema = z.object(apiKey).meta({ id: 'ApiKey' });

export const newApiKeySchema = z
  .object({ ...apiKey, key: z.string().meta({ description: 'The key itself, shown once' }) })
  .meta({ id: 'NewApiKey' });

export const apiKeysSchema = z.object({ items: z.array(apiKeySchema) }).meta({ id: 'ApiKeys' });

export type TypedSignIn = z.output<typeof typedSignInSchema>;
export type SessionNonce = z.output<typeof nonceSchema>;
export type Session = z.output<typeof sessionSchema>;
export type SessionInfo = z.output<typeof sessionInfoSchema>;
export type ApiKey = z.output<typeof apiKeySchema>;
export type NewApiKey = z.output<typeof newApiKeySchema>;
