/** Routes for the gateways of other jurisdictions; people have no use for them. */
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { exchangeLinkSchema, exchangeRequestSchema } from './exchange.schemas.ts';
import type { ExchangeService } from './exchange.service.ts';

const tag = 'Exchange';
const body = { kind: 'json', schema: exchangeRequestSchema } as const;
const problems = [
  'EXCHANGE_NOT_SIGNED',
  'EXCHANGE_OUT_OF_TIME',
  'EXCHANGE_REPLAYED',
  'EXCHANGE_NOT_HELD',
  'EXCHANGE_NOT_ENTITLED',
] as const;

export const exchangeSpecs = {
  exchangeLink: spec({
    summary: 'What a root on chain stands for, for the gateway of another jurisdiction',
    description:
      'Given if the jurisdiction of the asking gateway has a part in the case: an office or a party of it is named there. What is given proves itself: document, files and secret give the root that the chain holds.',
    tag,
    body,
    responses: {
      200: { description: 'Document, files and secret by which the root is computed', schema: exchangeLinkSchema },
    },
    problems,
  }),
  exchangeContent: spec({
    summary: 'Bytes that a root names, for the gateway of another jurisdiction',
    description: 'Leaves an access receipt in the case.',
    tag,
    body,
    responses: { 200: { description: 'The bytes', mediaType: 'application/octet-stream' } },
    problems,
  }),
};

export function exchangeRoutes(exchange: ExchangeService): Endpoint[] {
  return [
    endpoint(
      'exchangeLink',
      exchangeSpecs.exchangeLink,
    )(async ({ body: { request } }) => ({ status: 200, json: await exchange.link(request) })),
    endpoint(
      'exchangeContent',
      exchangeSpecs.exchangeContent,
    )(async ({ body: { request }, route }) => {
      const { bytes } = await exchange.content(request, route);
      return { status: 200, bytes, mediaType: 'application/octet-stream' };
    }),
  ];
}
