/** Refusals of the exchange of contents between gateways. */
import { entries } from './entry.ts';

export const EXCHANGE_ERRORS = entries({
  EXCHANGE_NOT_SIGNED: [
    'Not signed by a gateway known here',
    401,
    'The request is no signed note of a gateway that this one has pinned together with its jurisdiction, or it is addressed to another gateway or another ledger.',
    'Sign with the key of the gateway, for the gateway that is asked; its operator must have pinned that key with a jurisdiction in PEER_GATEWAYS.',
  ],
  EXCHANGE_OUT_OF_TIME: [
    'Signed at another time',
    401,
    'The time in the signed request is more than five minutes away from the clock of the gateway that is asked.',
    'Set the clock (NTP), and sign a new request.',
  ],
  EXCHANGE_REPLAYED: [
    'Request was used before',
    409,
    'A request with this nonce has come from this gateway already.',
    'Sign a new request with a fresh nonce.',
  ],
  EXCHANGE_NOT_HELD: [
    'Not held here',
    404,
    'This gateway holds no content for the root, or has not read its anchoring from the chain yet, or the root does not name the bytes.',
    'Sign a new request later, or ask the gateway that took the action in.',
  ],
  EXCHANGE_NOT_ENTITLED: [
    'Jurisdiction has no part in the case',
    403,
    'Nobody whom the asking gateway serves takes part in the case, and the case does not concern its jurisdiction.',
    'Nothing, until a party or an office of that jurisdiction is named on the case.',
  ],
});
