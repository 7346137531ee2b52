/**
 * An error that programs tell apart by its code; the message is for people.
 * Every error that `protocol/` throws on purpose is one of these.
 */
export class CodedError extends Error {
  /** Stable, upper snake case, for example `JSON_DUPLICATE_KEY`. */
  readonly code: string;
  /** The offending values, for messages and problem documents. */
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: string, message: string, params: Readonly<Record<string, string | number>> = {}) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.params = params;
  }
}
