/** Every reason for which an embedded part refuses to start or to go on. */
export type EmbeddedErrorCode =
  | 'DATA_DIR_IN_USE'
  | 'POSTGRES_UNSUPPORTED_PLATFORM'
  | 'POSTGRES_USER_FAILED'
  | 'POSTGRES_UNREACHABLE'
  | 'POSTGRES_INIT_FAILED'
  | 'POSTGRES_START_FAILED'
  | 'POSTGRES_PORT_IN_USE'
  | 'POSTGRES_CREDENTIALS_LOST'
  | 'JOURNAL_CORRUPT'
  | 'JOURNAL_UNSUPPORTED'
  | 'JOURNAL_WRITE_FAILED'
  | 'REPLAY_MISMATCH'
  | 'CHAIN_START_FAILED'
  | 'CHAIN_CLOSED'
  | 'CHAIN_ACCOUNT_NOT_FUNDED'
  | 'CHAIN_UNREACHABLE'
  | 'CHAIN_REFUSED'
  | 'DEPLOYMENT_MISMATCH'
  | 'COUNCIL_KEYS_INCOMPLETE'
  | 'CONTRACTS_NOT_COMPILED'
  | 'PORT_IN_USE'
  | 'PART_DIED'
  | 'PART_NOT_READY';

/** An error of the embedded parts: `code` is stable and tested, the message is for the operator. */
export class EmbeddedError extends Error {
  readonly code: EmbeddedErrorCode;
  readonly params: Readonly<Record<string, string | number>>;

  /**
   * @param code stable reason
   * @param message what happened and what to do, for a person
   * @param params the offending values
   */
  constructor(
    code: EmbeddedErrorCode,
    message: string,
    params: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmbeddedError';
    this.code = code;
    this.params = params;
  }
}
