import type { RuleId } from '../../../protocol/checks/rules.ts';

/** What each rule is called in a language: the compiler finds a rule that has none. */
export type RuleTitles = Readonly<Record<RuleId, string>>;
