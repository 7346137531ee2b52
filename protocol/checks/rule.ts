/** What a rule of the catalogue says of itself. */

export interface Rule {
  readonly title: string;
  readonly severity: 'error' | 'finding';
  /** Standard or regulation that the rule comes from. */
  readonly basis: string;
  /** How to mend what the rule found. */
  readonly doNext: string;
}

const ruleOf =
  (severity: Rule['severity']) =>
  (title: string, basis: string, doNext: string): Rule => ({ title, severity, basis, doNext });

/** A rule whose breach is recorded and shown, and does not drop the file. */
export const found = ruleOf('finding');

/** A rule whose breach takes a document its meaning. */
export const broken = ruleOf('error');
