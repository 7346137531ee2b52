/** What a check says about a document: which rule, where, and how to mend it. */
import { RULES, type RuleId } from './rules.ts';

/** `error`: cannot be parsed or has no meaning. `finding`: recorded and shown, does not drop the file. */
export type Severity = 'error' | 'finding';

/** Where in the foreign file a value came from. Positions count from 1. */
export type SourcePosition = SegmentPosition | PathPosition;

/** Place in a file of segments (EDIFACT). */
export interface SegmentPosition {
  /** Segment within the interchange. */
  readonly segment: number;
  readonly tag: string;
  readonly element?: number;
  readonly component?: number;
}

/** Place in a tree or a table. */
export interface PathPosition {
  /** `/Declaration/GoodsShipment/Item[2]` in XML, a JSON pointer in JSON, `Lines!C4` in a table. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

/** A position as a person reads it. */
export function describePosition(position: SourcePosition): string {
  if ('segment' in position) {
    const { segment, tag, element, component } = position;
    const place = [element, component].filter((each) => each !== undefined).join('.');
    return `segment ${segment} ${tag}${place === '' ? '' : ` ${place}`}`;
  }
  // a cell such as Lines!C4 names its row by itself
  const isCell = /![A-Z]+\d+$/.test(position.path);
  return isCell || position.line === undefined ? position.path : `${position.path} (line ${position.line})`;
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
