/** Wire format of parties, keys and jurisdictions. */
import { z } from 'zod';
import transitions from '../../../protocol/transitions.json' with { type: 'json' };
import { nextCursorSchema, pageQuery } from '../../http/pagination.ts';

const hex = (bytes: number, description: string) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`))
    .meta({ description });
const instant = (description: string) => z.iso.datetime().meta({ description });
const codesOf = (table: readonly { readonly code: string }[]) =>
  z.enum(table.map(({ code }) => code) as [string, ...string[]]);

const jurisdictionCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'two upper-case letters')
  .meta({ description: 'ISO 3166-1 alpha-2' });
const roleCode = codesOf(transitions.roles);

export const partyIdParams = z.object({ partyId: hex(8, 'Party') });

export const partiesQuery = z.strictObject({
  jurisdiction: jurisdictionCode.optional(),
  role: roleCode.optional().meta({ description: 'Only parties that have this role' }),
  ...pageQuery,
});

export const keySchema = z
  .object({
    keyId: hex(32, 'keccak256 of the signer: the fingerprint that a council approves'),
    operatorId: hex(8, 'Human who holds the key; several keys of one operator count once'),
    type: z.enum(['SECP256K1', 'P256', 'WEBAUTHN']).meta({ description: 'What verifies its signatures' }),
    signer: z.string().meta({ description: 'ERC-7913 signer: address, or verifier and key material' }),
    origin: z.string().nullable().meta({ description: 'Origin that a passkey is pinned to' }),
    standing: z.enum(['VALID', 'KEY_REVOKED', 'KEY_NOT_YET_VALID', 'KEY_EXPIRED', 'PARTY_SUSPENDED']),
    validFrom: instant('Inclusive'),
    validUntil: instant('Exclusive'),
    revokedAt: instant('When it was revoked or rotated').nullable(),
    suspectFrom: instant('Signatures from here on are doubtful').nullable(),
    revokeReason: z.string().nullable(),
    rotatedTo: hex(32, 'Key that replaced it').nullable(),
  })
  .meta({ id: 'Key' });

export const partySchema = z
  .object({
    partyId: hex(8, 'Opaque id on the ledger'),
    jurisdiction: jurisdictionCode,
    roles: z.array(roleCode),
    status: codesOf(transitions.partyStatuses),
    statusReason: z.string().nullable(),
    enrolledAt: instant('Block time of the enrolment'),
    profile: z.object({
      root: hex(32, 'Digest of the profile on the ledger'),
      legalName: z.string().nullable().meta({ description: 'Null if this gateway does not hold the profile' }),
      localName: z.string().nullable(),
      identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
    }),
    keys: z.array(keySchema),
  })
  .meta({ id: 'Party' });

export const partiesSchema = z
  .object({ items: z.array(partySchema), nextCursor: nextCursorSchema })
  .meta({ id: 'Parties' });

const quorum = z.int().min(1);

export const jurisdictionSchema = z
  .object({
    code: jurisdictionCode,
    council: z.object({ epoch: z.int(), threshold: z.int(), members: z.array(hex(32, 'Key of a member')) }),
    recovery: z
      .object({
        epoch: z.int(),
        threshold: z.int(),
        members: z.array(hex(32, 'Key of a member')),
        delaySeconds: z.int(),
      })
      .nullable(),
    pendingRecovery: z
      .object({ members: hex(32, 'Hash of the member list'), threshold: z.int(), dueAt: instant('Earliest end') })
      .nullable(),
    pausedUntil: instant('End of the pause').nullable(),
    policy: z
      .object({
        quorumGreen: quorum,
        quorumYellow: quorum,
        quorumOrange: quorum,
        quorumRed: quorum,
        minimumEndorsements: z.int().min(0),
        minimumLane: z.string().nullable(),
        arrivalRequired: z.boolean(),
      })
      .nullable()
      .meta({ description: 'Policy in force; a declaration keeps the one it was lodged under' }),
  })
  .meta({ id: 'Jurisdiction' });

export const jurisdictionsSchema = z
  .object({
    items: z.array(jurisdictionSchema),
    mutualRecognition: z
      .boolean()
      .meta({ description: 'Joint policy: economic operators of the other side are recognised' }),
  })
  .meta({ id: 'Jurisdictions' });

export type PartiesQuery = z.output<typeof partiesQuery>;
export type Key = z.output<typeof keySchema>;
export type Party = z.output<typeof partySchema>;
export type Parties = z.output<typeof partiesSchema>;
export type Jurisdiction = z.output<typeof jurisdictionSchema>;
export type Jurisdictions = z.output<typeof jurisdictionsSchema>;
