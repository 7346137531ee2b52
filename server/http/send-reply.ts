/** Writes the reply of a handler. */
import type { Request, Response } from 'express';
import type { Reply, RouteSpec } from './route.ts';
import { sendStream } from './send-stream.ts';

/**
 * @param checked spec to hold the reply against; a reply that does not fit is a defect of the gateway
 * @throws {TypeError} if it does not fit
 */
export async function sendReply(
  request: Request,
  response: Response,
  reply: Reply,
  checked?: RouteSpec,
): Promise<void> {
  if (checked !== undefined) assertFits(reply, checked);
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  if (isFresh(request, reply)) {
    response.status(304).end();
    return;
  }
  response.status(reply.status);
  if ('json' in reply) {
    // Not `set`: Express would add a charset, which application/json does not have.
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(reply.json));
  } else if ('bytes' in reply) {
    response.setHeader('Content-Type', reply.mediaType);
    response.setHeader('Content-Length', reply.bytes.length);
    response.end(reply.bytes);
  } else if ('text' in reply) {
    response.set('Content-Type', `${reply.mediaType}; charset=utf-8`).end(reply.text);
  } else if ('stream' in reply) {
    response.setHeader('Content-Type', reply.mediaType);
    await sendStream(request, response, reply.stream);
  } else {
    response.end();
  }
}

/** Whether the client has this very version already. @see RFC 9110 section 13.1.2 */
function isFresh(request: Request, reply: Reply): boolean {
  const wanted = request.headers['if-none-match'];
  const etag = reply.headers?.ETag;
  if (reply.status !== 200 || wanted === undefined || typeof etag !== 'string') return false;
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const weak = (tag: string) => tag.trim().replace(/^W\//, '');
  return wanted.split(',').some((tag) => tag.trim() === '*' || weak(tag) === weak(etag));
}

function assertFits(reply: Reply, spec: RouteSpec): void {
  const expected = spec.responses[reply.status];
  if (expected === undefined) throw new TypeError(`the route has no response ${reply.status}`);
  if (expected.schema === undefined) return;
  if (!('json' in reply)) throw new TypeError(`response ${reply.status} is not JSON`);
  // Through text, since that is what the client reads.
  const result = expected.schema.safeParse(JSON.parse(JSON.stringify(reply.json)));
  if (!result.success) throw new TypeError(`response ${reply.status} does not fit its schema: ${result.error.message}`);
}
