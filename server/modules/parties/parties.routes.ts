import { decodeCursor, encodeCursor, pageOf } from '../../http/pagination.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { jurisdictionsSchema, partiesQuery, partiesSchema, partyIdParams, partySchema } from './parties.schemas.ts';
import type { PartiesService } from './parties.service.ts';

const tag = 'Parties';

export const partiesSpecs = {
  listParties: spec({
    summary: 'Enrolled parties',
    tag,
    query: partiesQuery,
    body: { kind: 'none' },
    responses: { 200: { description: 'One page in the order of ids', schema: partiesSchema } },
    problems: ['INVALID_CURSOR'],
  }),
  readParty: spec({
    summary: 'One party with its roles and keys',
    tag,
    params: partyIdParams,
    body: { kind: 'none' },
    responses: { 200: { description: 'The party', schema: partySchema } },
    problems: ['PARTY_NOT_FOUND'],
  }),
  listJurisdictions: spec({
    summary: 'Jurisdictions with their councils and policies',
    tag,
    body: { kind: 'none' },
    responses: { 200: { description: 'All of them', schema: jurisdictionsSchema } },
  }),
};

const CURSOR = /^0x[0-9a-f]{16}$/;

export function partiesRoutes(parties: PartiesService): Endpoint[] {
  return [
    endpoint(
      'listParties',
      partiesSpecs.listParties,
    )(async ({ query: { cursor, ...query } }) => {
      const rows = await parties.list(query, decodeCursor('parties', cursor, CURSOR));
      return { status: 200, json: pageOf(rows, query.limit, ({ partyId }) => encodeCursor('parties', partyId)) };
    }),
    endpoint(
      'readParty',
      partiesSpecs.readParty,
    )(async ({ params }) => ({
      status: 200,
      json: await parties.read(params.partyId),
    })),
    endpoint(
      'listJurisdictions',
      partiesSpecs.listJurisdictions,
    )(async () => ({
      status: 200,
      json: await parties.jurisdictions(),
    })),
  ];
}
