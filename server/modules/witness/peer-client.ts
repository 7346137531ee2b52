/** The two requests that a witness makes to another gateway. */
import { createPeerRequests } from '../../platform/peer-request.ts';

/** Another gateway as it is configured; its methods throw PeerUnavailableError and PeerRefusedError. */
export interface PeerClient {
  /** Its newest signed checkpoint. */
  fetchCheckpoint(): Promise<string>;
  /** Hands our cosignature in. */
  sendCosignature(checkpoint: string): Promise<void>;
}

const MAX_NOTE_BYTES = 64 * 1024;

/** @param baseUrl origin of the gateway, without a slash at the end */
export function createPeerClient(baseUrl: string): PeerClient {
  const ask = createPeerRequests(baseUrl);
  return {
    async fetchCheckpoint() {
      return (await ask({ path: '/v1/log/checkpoint', maxBytes: MAX_NOTE_BYTES })).toString('utf8');
    },
    async sendCosignature(checkpoint) {
      await ask({ path: '/v1/log/cosignatures', json: { checkpoint }, maxBytes: MAX_NOTE_BYTES });
    },
  };
}
