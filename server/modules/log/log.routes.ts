/**
 * Routes of the log. Anyone may read: a leaf holds digests, opaque ids and times, no more than any node of the chain
 * shows. Cosignatures are taken from anyone too, since only those of pinned gateways count.
 */
import type { HeadKind } from '../../../protocol/log/log-leaf.ts';
import { parseTilePath, TILE_WIDTH } from '../../../protocol/log/tiles.ts';
import { AppError } from '../../errors/app-error.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { isoSeconds } from '../../platform/clock.ts';
import {
  consistencyQuery,
  consistencySchema,
  cosignatureSchema,
  cosignedSchema,
  headParams,
  headProofSchema,
  headQuery,
  inclusionQuery,
  inclusionSchema,
  logSchema,
  tileParams,
} from './log.schemas.ts';
import type { LogService } from './log.service.ts';

const tag = 'Log';
const none = { kind: 'none' } as const;
const note = { description: 'A signed note (C2SP tlog-checkpoint)', mediaType: 'text/plain' } as const;

/** A full tile never changes; a partial one is a state of yesterday that is still true. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
const PASSING = 'public, max-age=60';

export const logSpecs = {
  readLog: spec({
    summary: 'Name, size and keys of the transparency log',
    tag,
    body: none,
    responses: { 200: { description: 'The log', schema: logSchema } },
  }),
  readCheckpoint: spec({
    summary: 'Newest checkpoint, signed by this gateway',
    description:
      'Origin, size, root of the tree and root of the head map; the same text at every gateway for the same size. Signed as the log and, with the time, under the name of the gateway; cosignatures of other gateways stand below.',
    tag,
    body: none,
    responses: { 200: note },
    problems: ['LOG_BEHIND', 'LOG_CONTRADICTED'],
  }),
  readCosignedCheckpoint: spec({
    summary: 'Newest checkpoint that another gateway cosigned',
    tag,
    body: none,
    responses: { 200: note },
    problems: ['LOG_NOT_COSIGNED'],
  }),
  readTile: spec({
    summary: 'A tile of the tree, or a bundle of entries',
    description: 'Static and cacheable, as C2SP tlog-tiles has it; a full tile never changes.',
    tag,
    params: tileParams,
    body: none,
    responses: { 200: { description: 'Hashes of 32 bytes, or entries', mediaType: 'application/octet-stream' } },
    problems: ['LOG_TILE_NOT_FOUND'],
  }),
  readInclusion: spec({
    summary: 'The leaf of an action and the proof that it stands in the log',
    tag,
    query: inclusionQuery,
    body: none,
    responses: { 200: { description: 'Leaf and proof', schema: inclusionSchema } },
    problems: ['LOG_ENTRY_NOT_FOUND', 'LOG_SIZE_NOT_AVAILABLE', 'LOG_BEHIND', 'LOG_CONTRADICTED'],
  }),
  readConsistency: spec({
    summary: 'Proof that an earlier state of the log is the beginning of a later one',
    tag,
    query: consistencyQuery,
    body: none,
    responses: { 200: { description: 'The proof', schema: consistencySchema } },
    problems: ['LOG_SIZE_NOT_AVAILABLE'],
  }),
  readHead: spec({
    summary: 'Proof of the current head of a case, key, party or jurisdiction, or that the ledger never saw it',
    tag,
    params: headParams,
    query: headQuery,
    body: none,
    responses: { 200: { description: 'The proof', schema: headProofSchema } },
    problems: ['LOG_SIZE_NOT_AVAILABLE', 'LOG_BEHIND', 'LOG_CONTRADICTED'],
  }),
  addCosignature: spec({
    summary: 'Hand in a cosignature',
    description: 'From a gateway that this one has pinned, under a checkpoint that this one signed.',
    tag,
    body: { kind: 'json', schema: cosignatureSchema },
    responses: { 200: { description: 'Taken', schema: cosignedSchema } },
    problems: ['COSIGNATURE_INVALID', 'CHECKPOINT_UNKNOWN'],
  }),
};

export function logRoutes(log: LogService): Endpoint[] {
  const text = async (found: Promise<string>) => ({ status: 200, text: await found, mediaType: 'text/plain' }) as const;
  return [
    endpoint('readLog', logSpecs.readLog)(async () => ({ status: 200, json: await log.describe() })),
    endpoint('readCheckpoint', logSpecs.readCheckpoint)(() => text(log.checkpoint())),
    endpoint('readCosignedCheckpoint', logSpecs.readCosignedCheckpoint)(() => text(log.cosignedCheckpoint())),
    endpoint(
      'readTile',
      logSpecs.readTile,
    )(async ({ params }) => {
      const tile = parseTilePath(`tile/${params.level}/${params.path}`);
      if (tile === undefined) throw new AppError('LOG_TILE_NOT_FOUND');
      return {
        status: 200,
        headers: { 'Cache-Control': tile.width === TILE_WIDTH ? IMMUTABLE : PASSING },
        bytes: await log.tile(tile),
        mediaType: 'application/octet-stream',
      };
    }),
    endpoint(
      'readInclusion',
      logSpecs.readInclusion,
    )(async ({ query }) => {
      const { leaf, proof } = await log.inclusion(query, query.size);
      return { status: 200, json: { leaf, proof: { ...proof, path: [...proof.path] } } };
    }),
    endpoint(
      'readConsistency',
      logSpecs.readConsistency,
    )(async ({ query }) => {
      const { from, to, path } = await log.consistency(query.from, query.to);
      return { status: 200, json: { from, to, path: [...path] } };
    }),
    endpoint(
      'readHead',
      logSpecs.readHead,
    )(async ({ params, query }) => {
      const kind = params.kind.toUpperCase() as HeadKind;
      const { size, proof } = await log.head(kind, params.id, query.size);
      return { status: 200, json: { size, proof: { ...proof, siblings: [...proof.siblings] } } };
    }),
    endpoint(
      'addCosignature',
      logSpecs.addCosignature,
    )(async ({ body }) => {
      const { time, ...cosigned } = await log.addCosignature(body.checkpoint);
      return { status: 200, json: { ...cosigned, time: isoSeconds(time) } };
    }),
  ];
}
