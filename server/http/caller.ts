/** Who a request comes from, as the session module found out. */
export interface Caller {
  /** Ledger key that signed in, or that the API key belongs to; hex, 32 bytes. */
  readonly keyId: string;
  /** hex, 8 bytes */
  readonly partyId: string;
  /** hex, 8 bytes */
  readonly operatorId: string;
  /** ISO 3166-1 alpha-2 */
  readonly jurisdiction: string;
  /** Codes of protocol/transitions.json, for example `BROKER`. */
  readonly roles: readonly string[];
  readonly credential: 'SESSION' | 'API_KEY';
  /** Hash of the session's token, or id of the API key: names the credential without being one. */
  readonly credentialId: string;
}
