/** The two questions that one gateway asks another about contents. */
import { AppError } from '../../errors/app-error.ts';
import { MAX_DOCUMENT_BYTES } from '../../http/read-body.ts';
import { createPeerRequests } from '../../platform/peer-request.ts';
import { type ExchangeLink, exchangeLinkSchema } from './exchange.schemas.ts';

/** Another gateway as it is configured; its methods throw PeerUnavailableError and PeerRefusedError. */
export interface ExchangeClient {
  /** What a root stands for. @throws {AppError} CONTENT_INVALID if the answer is none */
  fetchLink(request: string): Promise<ExchangeLink>;
  /** Bytes that a root names; not yet held against their digest. */
  fetchContent(request: string): Promise<Buffer>;
}

const MAX_LINK_BYTES = 256 * 1024;

/** @param baseUrl origin of the gateway, without a slash at the end */
export function createExchangeClient(baseUrl: string): ExchangeClient {
  const ask = createPeerRequests(baseUrl);
  return {
    async fetchLink(request) {
      const bytes = await ask({ path: '/v1/exchange/link', json: { request }, maxBytes: MAX_LINK_BYTES });
      const parsed = exchangeLinkSchema.safeParse(parseJson(bytes));
      if (!parsed.success) throw new AppError('CONTENT_INVALID');
      return parsed.data;
    },
    fetchContent: (request) => ask({ path: '/v1/exchange/content', json: { request }, maxBytes: MAX_DOCUMENT_BYTES }),
  };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
