/**
 * Follows the event feed of a gateway over server-sent events, by `fetch`: with a token, on any platform, and with the
 * place to resume from in the caller's hands.
 * @see HTML Living Standard, section "Server-sent events"
 */
import { type HttpOptions, refusalOf } from './http.ts';
import { ProblemError } from './problem.ts';
import type { FeedEvent } from './types.ts';

export interface FeedOptions {
  /** Id of the last message that arrived, from an earlier call. */
  readonly lastId?: string | undefined;
  /** Where to begin without one. Default `now`. */
  readonly from?: 'start' | 'now' | undefined;
  /** `false` ends when everything that is known has arrived. Default true. */
  readonly follow?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** `id` is what to resume with. */
export type FeedMessage =
  | { readonly type: 'ACTION'; readonly id: string; readonly event: FeedEvent }
  /** What is shown may be wrong: read it again. */
  | { readonly type: 'RESET'; readonly id: string }
  /** The connection stands, and nothing up to here was missed. */
  | { readonly type: 'PLACE'; readonly id: string };

/** One block of a stream. */
export interface StreamBlock {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 15_000;
/** Three signs of life that did not come: the connection is dead although nobody said so. */
const SILENCE_MS = 45_000;

/** @see CorridorClient.followEvents */
export async function* followEvents(options: HttpOptions, feed: FeedOptions): AsyncGenerator<FeedMessage> {
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  let { lastId } = feed;
  let failures = 0;
  while (!feed.signal?.aborted) {
    let why = 'STREAM_ENDED';
    try {
      for await (const message of connection(options, { ...feed, lastId })) {
        failures = 0;
        lastId = message.id;
        yield message;
      }
      if (feed.follow === false) return;
    } catch (error) {
      if (feed.signal?.aborted) return;
      if (isFinal(error) || (feed.follow === false && failures + 1 >= (options.attempts ?? 4))) throw error;
      why = error instanceof ProblemError ? error.code : 'UNREACHABLE';
    }
    const waitMs = Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS);
    failures += 1;
    options.onRetry?.({ url: addressOf(options), waitMs, why });
    await sleep(waitMs);
  }
}

/** Whether asking again would be refused again. */
function isFinal(error: unknown): boolean {
  return error instanceof ProblemError && !error.retryable;
}

function addressOf({ baseUrl }: HttpOptions): string {
  return `${baseUrl.replace(/\/+$/, '')}/v1/events`;
}

/** One connection, until it ends. */
async function* connection(options: HttpOptions, feed: FeedOptions): AsyncGenerator<FeedMessage> {
  const silence = new AbortController();
  const signal = AbortSignal.any([silence.signal, ...(feed.signal === undefined ? [] : [feed.signal])]);
  const watch = () => setTimeout(() => silence.abort(), SILENCE_MS);
  let timer = watch();
  try {
    const response = await connect(options, feed, signal);
    for await (const block of blocksOf(piecesOf(response))) {
      clearTimeout(timer);
      timer = watch();
      const message = messageOf(block);
      if (message !== undefined) yield message;
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

async function connect(options: HttpOptions, feed: FeedOptions, signal: AbortSignal): Promise<Response> {
  const query = new URLSearchParams({ from: feed.from ?? 'now', follow: String(feed.follow ?? true) });
  const url = `${addressOf(options)}?${query}`;
  const response = await (options.fetch ?? fetch)(url, {
    method: 'GET',
    headers: {
      accept: 'text/event-stream',
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(feed.lastId === undefined ? {} : { 'last-event-id': feed.lastId }),
    },
    redirect: 'error',
    signal,
  });
  if (!response.ok) throw await refusalOf(response);
  return response;
}

async function* piecesOf({ body }: Response): AsyncGenerator<string> {
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // what is left is of no use to anybody; a connection that is gone cannot be cancelled
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * Blocks of a stream, from pieces cut anywhere. A block that the end of the stream cuts off is dropped, as it must be.
 * Lines end as the gateway ends them, with a line feed.
 */
export async function* blocksOf(pieces: AsyncIterable<string>): AsyncGenerator<StreamBlock> {
  let rest = '';
  for await (const piece of pieces) {
    rest += piece;
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) yield fieldsOf(block);
  }
}

function fieldsOf(block: string): StreamBlock {
  return Object.fromEntries(
    block
      .split('\n')
      .map((line) => /^(id|event|data): ?(.*)$/s.exec(line))
      .flatMap((match) => (match === null ? [] : [[match[1], match[2]]])),
  );
}

function messageOf({ id, event, data }: StreamBlock): FeedMessage | undefined {
  if (id === undefined) return undefined;
  if (event === 'action') return { type: 'ACTION', id, event: JSON.parse(data ?? '') as FeedEvent };
  return { type: event === 'reset' ? 'RESET' : 'PLACE', id };
}
