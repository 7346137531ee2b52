/** The document that says under which conditions goods are released. */
import type { CaseDetail } from '../../../../client/types.ts';
import type { Decision } from '../../../../protocol/documents/decision.ts';

interface ConditionsInput {
  readonly detail: CaseDetail;
  readonly declarationId: string;
  readonly reason: string;
  readonly text: string;
  /** RFC 3339. */
  readonly validUntil: string;
  /** Whether the case itself is made up. */
  readonly simulated: boolean;
}

/** One condition in the officer's words. */
export function conditionsOf(input: ConditionsInput): Decision {
  const { detail, declarationId, reason, text, validUntil, simulated } = input;
  return {
    schema: 'corridor/decision/1',
    documentType: 961,
    simulated,
    caseId: detail.caseId,
    declarationId,
    outcome: 'RELEASED_CONDITIONALLY',
    reason,
    conditions: [{ code: 'UNDERTAKING', description: text }],
    validUntil,
  };
}
