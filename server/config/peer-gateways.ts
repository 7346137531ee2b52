/** How other gateways are named in the configuration. */
import { CodedError } from '../../protocol/coded-error.ts';
import { type GatewayKey, parseGatewayKey } from '../../protocol/log/gateway-key.ts';

/** A pinned gateway, its origin, and whom it serves. */
export interface PeerGateway {
  readonly key: GatewayKey;
  readonly url: string;
  /** ISO 3166-1 alpha-2; undefined if the gateway is a witness only and no content goes to it or comes from it. */
  readonly jurisdiction?: string | undefined;
}

/**
 * Reads `KEY ORIGIN JURISDICTION, KEY ORIGIN, …`.
 * @returns undefined if one of them is no verifier key with an origin, or a name or key comes twice
 */
export function parsePeerGateways(text: string): PeerGateway[] | undefined {
  const peers = text.split(',').map(parsePeer);
  const known = peers.filter((peer) => peer !== undefined);
  const distinct = new Set(known.map(({ key }) => key.name)).size === known.length;
  const ownKeys = new Set(known.map(({ key }) => key.publicKey.join())).size === known.length;
  return known.length === peers.length && distinct && ownKeys ? known : undefined;
}

function parsePeer(text: string): PeerGateway | undefined {
  const [key = '', url = '', jurisdiction, ...rest] = text.trim().split(/\s+/);
  if (jurisdiction !== undefined && !/^[A-Z]{2}$/.test(jurisdiction)) return undefined;
  if (rest.length > 0 || !/^https?:\/\//.test(url) || !URL.canParse(url) || new URL(url).origin !== url)
    return undefined;
  try {
    return { key: parseGatewayKey(key), url, jurisdiction };
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
