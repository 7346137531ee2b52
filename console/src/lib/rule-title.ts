import i18next from 'i18next';
import { RULES, type RuleId } from '../../../protocol/checks/rules.ts';

/** What a rule is called in the language of the page. */
export function ruleTitle(ruleId: RuleId): string {
  const key = `rules:${ruleId}`;
  return i18next.exists(key) ? String(i18next.t(key as never)) : RULES[ruleId].title;
}
