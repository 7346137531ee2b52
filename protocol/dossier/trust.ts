/**
 * What a verifier trusts before it looks at a dossier, pinned out of band: the deployment, the councils that it started
 * with, and the gateways whose signatures below a checkpoint count. A JSON file; compare it with the other side before
 * you use it.
 */
import { z } from 'zod';
import { CodedError } from '../coded-error.ts';
import { pointerOf } from '../json/json-pointer.ts';
import { type GatewayKey, parseGatewayKey } from '../log/gateway-key.ts';
import { CHAIN_HEX_32 } from '../merkle/hex.ts';

export const TRUST_FORMAT = 'corridor/trust/1';

/** Age of the newest cosignature beyond which a dossier is old, seconds, where the trust file states none. */
export const DEFAULT_FRESHNESS_SECONDS = 24 * 60 * 60;

const address = z.string().regex(/^0x[0-9a-f]{40}$/);

export const TRUST_SCHEMA = z
  .strictObject({
    format: z.literal(TRUST_FORMAT),
    ledger: z.strictObject({
      chainId: z.int().min(1),
      verifyingContract: address,
      ledgerId: z.string().regex(CHAIN_HEX_32),
    }),
    /** Verifier contracts of P-256 keys and of passkeys, fixed at deployment. */
    verifiers: z.strictObject({ p256: address, webAuthn: address }),
    /** Councils at deployment. */
    councils: z
      .array(
        z.strictObject({
          /** ISO 3166-1 alpha-2. */
          jurisdiction: z.string().regex(/^[A-Z]{2}$/),
          /** Key ids, ascending. */
          members: z.array(z.string().regex(CHAIN_HEX_32)).min(1).max(16),
          threshold: z.int().min(1),
        }),
      )
      .min(1)
      .max(32),
    /** Verifier keys of gateways (C2SP signed note, type 0x04). */
    gateways: z.array(z.string().refine(isGatewayKey, 'not the verifier key of a gateway')).min(1).max(32),
    /** How many of them must have signed a checkpoint with a time; two make a rewriting by one of them detectable. */
    requiredSigners: z.int().min(1).default(1),
    freshnessSeconds: z.int().min(0).default(DEFAULT_FRESHNESS_SECONDS),
  })
  .refine(({ gateways, requiredSigners }) => new Set(gateways).size >= requiredSigners, {
    error: 'more signers are required than gateways are pinned',
    path: ['requiredSigners'],
  });

export type Trust = z.output<typeof TRUST_SCHEMA>;

/** Reads a trust file. @throws {CodedError} TRUST_INVALID with the places that are wrong */
export function parseTrust(value: unknown): Trust {
  const parsed = TRUST_SCHEMA.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, message }) => `${pointerOf(path)}: ${message}`);
  throw new CodedError('TRUST_INVALID', 'This is no trust file.', { places: places.join('; ') });
}

/** The pinned gateways, each once. */
export function gatewaysOf(trust: Trust): GatewayKey[] {
  return [...new Set(trust.gateways)].map(parseGatewayKey);
}

function isGatewayKey(text: string): boolean {
  try {
    parseGatewayKey(text);
    return true;
  } catch {
    return false;
  }
}
