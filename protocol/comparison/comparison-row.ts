/** Shape of the comparison table. */
import type { RuleId } from '../checks/rules.ts';
import type { FactName } from './facts.ts';

/**
 * - `AGREE` every document that states the fact says the same
 * - `DIFFER` at least one says something else than the most authoritative one
 * - `MISSING` those that state it agree, and one that is expected to state it does not
 */
export type Verdict = 'AGREE' | 'DIFFER' | 'MISSING';

/** What is compared: a fact that documents state, or one that follows from several of them. */
export type ComparedFact = FactName | 'PREFERENCE' | 'CONTAINER_MASS';

export interface ComparedValue {
  /** Place in the list of documents that was compared, from 0. */
  readonly document: number;
  /** RFC 6901, into that document. */
  readonly pointer: string;
  /** As it is shown: members of a set by commas, decimals without trailing zeros, names as they came. */
  readonly value: string;
  /** Says something else than the most authoritative document that states the fact. */
  readonly differs: boolean;
}

export interface ComparisonRow {
  readonly fact: ComparedFact;
  /** Container or line that the row is about; null if it is about the case. */
  readonly subject: string | null;
  readonly verdict: Verdict;
  readonly ruleId: RuleId;
  /** `kg` or a currency; null where the values are no measures. */
  readonly unit: string | null;
  /** By how much amounts may differ, in `unit`. */
  readonly tolerance: string | null;
  /** In order of authority; the first one is the measure of the others. */
  readonly values: readonly ComparedValue[];
  /** Documents that are expected to state the fact and do not. */
  readonly missing: readonly number[];
  /** What to do; empty where all agree. */
  readonly doNext: string;
}
