/** Wire format of the transparency log. */
import { z } from 'zod';
import type { ActionKindName } from '../../../protocol/actions.ts';
import { hexSchema, instantSchema } from '../../http/wire-schemas.ts';
import { KIND_NAMES } from '../actions/actions.service.ts';

const hash = (description: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description });
const path = z.array(hash('SHA-256')).max(64);
const size = (description: string) => z.int().min(0).meta({ description });

const digits = z.string().regex(/^\d{1,15}$/, 'a whole number');
const sizeQuery = (description: string) => digits.transform(Number).meta({ description });

export const logLeafSchema = z
  .object({
    sequence: z.int().min(1),
    kind: z.enum(KIND_NAMES as [ActionKindName, ...ActionKindName[]]),
    blockTime: z.int().meta({ description: 'unix seconds' }),
    digest: hexSchema(32, 'EIP-712 digest of the action'),
    signatureDigest: hexSchema(32, 'keccak256 over signers and signatures'),
    actor: hexSchema(32, 'Key id of the signer, or keccak256 of the code of its jurisdiction'),
    subject: hexSchema(32, 'Case, key, party or jurisdiction concerned'),
    actorHead: hexSchema(32, 'Head of the actor after the action'),
    subjectHead: hexSchema(32, 'Head of the subject after the action'),
  })
  .meta({ id: 'LogLeaf', description: 'One applied action; its 211 bytes are stated in protocol/log/log-leaf.ts' });

export const inclusionSchema = z
  .object({
    leaf: logLeafSchema,
    proof: z.object({ size: size('Leaves in the tree'), sequence: z.int().min(1), path }),
  })
  .meta({ id: 'LogInclusion' });

export const consistencySchema = z
  .object({ from: size('Leaves in the earlier tree'), to: size('Leaves in the later tree'), path })
  .meta({ id: 'LogConsistency' });

export const headProofSchema = z
  .object({
    size: size('Leaves of the log at which the map has this head'),
    proof: z.object({
      kind: z.enum(['CASE', 'REGISTRY', 'STANDING']),
      id: hexSchema(32, 'What the head belongs to'),
      siblings: z.array(z.string().regex(/^([0-9a-f]{64})?$/)).max(256),
      leaf: z
        .object({ place: hash('Place in the map'), head: hexSchema(32, 'Current head'), sequence: z.int().min(1) })
        .nullable(),
    }),
  })
  .meta({ id: 'LogHeadProof', description: 'Checked as protocol/log/head-map.ts states' });

export const logSchema = z
  .object({
    origin: z.string().meta({ description: 'First line of every checkpoint, the same at every gateway' }),
    size: size('Leaves: sequence of the last applied action that the gateway has read'),
    gateway: z.string().meta({ description: 'Verifier key (C2SP vkey, type 0x04) by which this gateway is pinned' }),
    witnesses: z.array(z.string()).meta({ description: 'Verifier keys of the gateways that this one has pinned' }),
  })
  .meta({ id: 'Log' });

export const cosignatureSchema = z
  .strictObject({
    checkpoint: z
      .string()
      .max(64 * 1024)
      .meta({ description: 'Signed note: a checkpoint of this gateway with a cosignature line of a pinned gateway' }),
  })
  .meta({ id: 'LogCosignature' });

export const cosignedSchema = z
  .object({ size: size('Size of the checkpoint'), gateway: z.string(), time: instantSchema('When it was cosigned') })
  .meta({ id: 'LogCosigned' });

export const inclusionQuery = z
  .strictObject({
    digest: hexSchema(32, 'Digest of the action').optional(),
    sequence: sizeQuery('Its sequence, instead of the digest').optional(),
    size: sizeQuery('Size of the tree; that of the newest checkpoint if absent').optional(),
  })
  .refine(({ digest, sequence }) => (digest === undefined) !== (sequence === undefined), {
    error: 'name the action by digest or by sequence',
    path: ['digest'],
  });

export const consistencyQuery = z.strictObject({
  from: sizeQuery('Size of the earlier tree'),
  to: sizeQuery('Size of the later tree'),
});

export const headParams = z.object({
  kind: z.enum(['case', 'registry', 'standing']).meta({
    description:
      '`registry` for keys, parties and jurisdictions: everything that they signed or that concerns them; `standing` for the registry actions on them alone',
  }),
  id: hexSchema(32, 'Case id, key id, party id left-aligned, or keccak256 of the code of a jurisdiction'),
});

export const headQuery = z.strictObject({
  size: sizeQuery('Size of a checkpoint of this gateway; the newest if absent').optional(),
});

export const tileParams = z.object({
  level: z
    .string()
    .regex(/^(entries|\d{1,2})$/)
    .meta({ description: 'Level of the tile, or `entries`' }),
  path: z
    .string()
    .max(60)
    .meta({ description: 'Index in groups of three digits and width, as in C2SP tlog-tiles: `x001/x234/067.p/112`' }),
});
