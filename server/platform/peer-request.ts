/** Requests to another gateway that is named in the configuration: no redirects, an end to waiting, a limit of bytes. */

/** The other gateway does not answer, or not with what was asked for. */
export class PeerUnavailableError extends Error {
  override readonly name = 'PeerUnavailableError';
  readonly code = 'PEER_UNAVAILABLE';
}

/** The other gateway answered with a refusal. */
export class PeerRefusedError extends Error {
  override readonly name = 'PeerRefusedError';
  readonly code = 'PEER_REFUSED';
  readonly status: number;
  /** Code of its problem document; `HTTP_<status>` if it sent none. */
  readonly reason: string;

  constructor(message: string, { status, reason }: { readonly status: number; readonly reason: string }) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

const TIMEOUT_MS = 10_000;
const MAX_PROBLEM_BYTES = 64 * 1024;

export interface PeerRequest {
  readonly path: string;
  /** Sent as JSON by POST; GET without it. */
  readonly json?: unknown;
  /** Longest answer that is read. */
  readonly maxBytes: number;
}

/**
 * @param baseUrl origin of the gateway, without a slash at the end
 * @returns sends one request and answers the body; it throws PeerUnavailableError and PeerRefusedError
 */
export function createPeerRequests(baseUrl: string) {
  return async ({ path, json, maxBytes }: PeerRequest): Promise<Buffer> => {
    const init = json === undefined ? {} : { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(json) };
    try {
      // a redirect would lead to whom nobody pinned
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(`${baseUrl}${path}`, { ...init, redirect: 'error', signal });
      if (response.ok) return await readBytes(response, maxBytes);
      const { status } = response;
      const reason = reasonOf(await readBytes(response, MAX_PROBLEM_BYTES), status);
      throw new PeerRefusedError(`${baseUrl}${path} answered ${status} ${reason}`, { status, reason });
    } catch (cause) {
      if (cause instanceof PeerRefusedError || cause instanceof PeerUnavailableError) throw cause;
      throw new PeerUnavailableError(`${baseUrl} does not answer`, { cause });
    }
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

async function readBytes(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new PeerUnavailableError(`${new URL(response.url).origin} sends more than it should`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(bytes: Buffer, status: number): string {
  const code = /"code":"([A-Z][A-Z0-9_]{0,63})"/.exec(bytes.toString('utf8'))?.[1];
  return code ?? `HTTP_${status}`;
}
