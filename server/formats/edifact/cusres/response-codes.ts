/**
 * Which codes of UN/EDIFACT say what customs decided.
 * @see protocol/transitions.json, column `edifact7365`
 */
import transitions from '../../../../protocol/transitions.json' with { type: 'json' };
import type { CustomsAnswer } from '../../answers/customs-answer.ts';

/** Response messages of data element 1001. */
export type ResponseType = '961' | '962' | '963' | '965';

export interface ResponseCodes {
  readonly type: ResponseType;
  /** 1225: `9` original, `1` cancellation. */
  readonly messageFunction: '9' | '1';
  /** 7365; none for what the code list cannot say, which then stands in text alone. */
  readonly indicator?: string;
  /** 7187: what the indicator applies to, where the indicator leaves it open. At most 17 characters. */
  readonly process?: string;
}

const MESSAGE_RECEIVED = '17';
const GENERAL = { type: '961', messageFunction: '9' } as const;

/** Outcomes that share a state with another one, or whose indicator depends on how they were reached. */
const BY_OUTCOME: Readonly<Record<string, ResponseCodes>> = {
  AMENDMENT_APPROVED: { ...GENERAL, indicator: '15' },
  AMENDMENT_REFUSED: { ...GENERAL, indicator: '16' },
  REJECTED: { type: '963', messageFunction: '9', indicator: '2' },
  DUTY_DUE: { type: '965', messageFunction: '9' },
  INVALIDATED: { type: '961', messageFunction: '1' },
};

/** The codes of an answer. */
export function responseCodes({ event, outcome, state, control }: CustomsAnswer): ResponseCodes {
  switch (event) {
    case 'LODGED':
      return { ...GENERAL, indicator: MESSAGE_RECEIVED };
    case 'AMENDED':
      return { ...GENERAL, indicator: MESSAGE_RECEIVED, process: 'AMENDMENT' };
    case 'CONTROL_OPENED':
      return controlCodes(control?.control ?? '');
    case 'CONTROL_CLOSED':
      return GENERAL;
    case 'DECIDED':
      return (Object.hasOwn(BY_OUTCOME, outcome ?? '') ? BY_OUTCOME[outcome ?? ''] : undefined) ?? stateCodes(state);
  }
}

function controlCodes(code: string): ResponseCodes {
  const [indicator] = transitions.controls.find((control) => control.code === code)?.edifact7365 ?? [];
  const type = code === 'DOCUMENTS' ? '962' : '961';
  return { type, messageFunction: '9', ...(indicator === undefined ? {} : { indicator }), process: code };
}

function stateCodes(code: string): ResponseCodes {
  const [indicator] = transitions.states.find((state) => state.code === code)?.edifact7365 ?? [];
  const process = code === 'RELEASED_CONDITIONALLY' ? { process: 'UNDERTAKING' } : {};
  return { ...GENERAL, ...(indicator === undefined ? {} : { indicator }), ...process };
}

/** Number of a reason code, which fits into data element 4441 where the code itself does not. */
export function reasonNumber(code: string): string {
  return String(transitions.reasons.find((reason) => reason.code === code)?.id ?? 0);
}
