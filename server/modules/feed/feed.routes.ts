import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { EVENT_ID, feedHeaders, feedQuery } from './feed.schemas.ts';
import type { FeedMessage, FeedService } from './feed.service.ts';

/** Pause before a browser comes back by itself, milliseconds. */
const RETRY_MS = 2_000;

export const feedSpecs = {
  followEvents: spec({
    summary: 'Everything that is applied to cases that the party may see, as it happens',
    description:
      'Server-sent events in the order of the ledger. An `action` event carries an entry of the timeline with its ' +
      '`caseId`. `Last-Event-ID` goes on behind an event, without loss or doubles. A `reset` event says that the chain ' +
      'was reorganised behind the reader, who then reads again what it shows. An id without data is a sign of life, ' +
      'at least every 15 seconds. What happened in a case before the party could see it is not sent afterwards.',
    tag: 'Cases',
    query: feedQuery,
    headers: feedHeaders,
    body: { kind: 'none' },
    responses: { 200: { description: 'Goes on until either side ends it', mediaType: 'text/event-stream' } },
  }),
};

export function feedRoutes(feed: FeedService): Endpoint[] {
  return [
    endpoint(
      'followEvents',
      feedSpecs.followEvents,
    )(async ({ query, headers, caller, signal, checkAgain }) => {
      const [, sequence, hash] = EVENT_ID.exec(headers['last-event-id'] ?? '') ?? [];
      const lastId = sequence === undefined || hash === undefined ? undefined : { sequence: Number(sequence), hash };
      const follow = query.follow === 'true';
      const messages = await feed.open(caller, { lastId, from: query.from, follow, checkAgain, signal });
      return { status: 200, stream: inText(messages), mediaType: 'text/event-stream' };
    }),
  ];
}

async function* inText(messages: AsyncGenerator<FeedMessage>): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`;
  for await (const message of messages) yield textOf(message);
}

/** JSON has no line breaks of its own, so data is one line. */
function textOf(message: FeedMessage): string {
  switch (message.type) {
    case 'ACTION':
      return `id: ${message.id}\nevent: action\ndata: ${JSON.stringify(message.entry)}\n\n`;
    case 'RESET':
      return `id: ${message.id}\nevent: reset\ndata: {}\n\n`;
    case 'PLACE':
      return `id: ${message.id}\n\n`;
  }
}
