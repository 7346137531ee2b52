/** The two requests that a witness makes to another gateway. */

/** Another gateway as it is configured. */
export interface PeerClient {
  /** Its newest signed checkpoint. @throws {PeerUnavailableError} */
  fetchCheckpoint(): Promise<string>;
  /** Hands our cosignature in. @throws {PeerUnavailableError} */
  sendCosignature(checkpoint: string): Promise<void>;
}

/** The other gateway does not answer, or not with what was asked for. */
export class PeerUnavailableError extends Error {
  override readonly name = 'PeerUnavailableError';
  readonly code = 'PEER_UNAVAILABLE';
}

const TIMEOUT_MS = 10_000;
const MAX_NOTE_BYTES = 64 * 1024;

/** @param baseUrl origin of the gateway, without a slash at the end */
export function createPeerClient(baseUrl: string): PeerClient {
  async function ask(path: string, init: RequestInit): Promise<Response> {
    // a redirect would lead to whom nobody pinned
    const response = await fetch(`${baseUrl}${path}`, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause) => {
      throw new PeerUnavailableError(`${baseUrl} does not answer`, { cause });
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new PeerUnavailableError(`${baseUrl}${path} answered ${response.status}`);
  }

  return {
    async fetchCheckpoint() {
      return readText(await ask('/v1/log/checkpoint', {}), baseUrl);
    },
    async sendCosignature(checkpoint) {
      const response = await ask('/v1/log/cosignatures', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ checkpoint }),
      });
      await response.body?.cancel();
    },
  };
}

/** Text of an answer, but no more than a note may have. */
async function readText(response: Response, baseUrl: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_NOTE_BYTES) throw new PeerUnavailableError(`${baseUrl} sends more than a checkpoint`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
