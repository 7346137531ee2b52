/** What a check says about a document: which rule, where, and how to mend it. */
import { RULES, type RuleId } from './rules.ts';

/** `error`: cannot be parsed or has no meaning. `finding`: recorded and shown, does not drop the file. */
export type Severity = 'error' | 'finding';

/** Where in the foreign file a value came from. Positions count from 1. */
export interface SourcePosition {
  /** Segment within the interchange. */
  readonly segment: number;
  readonly tag: string;
  readonly element?: number;
  readonly component?: number;
}

export interface Finding {
  readonly ruleId: RuleId;
  readonly severity: Severity;
  /** Into the canonical document, RFC 6901; empty for the document as a whole. */
  readonly pointer: string;
  readonly source?: SourcePosition;
  /** What is wrong, with the offending value. */
  readonly message: string;
  /** What a broker does about it. */
  readonly doNext: string;
}

/**
 * A finding of a rule, with the severity and the advice of the catalogue.
 * @param message what is wrong, with the offending value
 */
export function finding(ruleId: RuleId, pointer: string, message: string, source?: SourcePosition): Finding {
  const { severity, doNext } = RULES[ruleId];
  return { ruleId, severity, pointer, message, doNext, ...(source === undefined ? {} : { source }) };
}
