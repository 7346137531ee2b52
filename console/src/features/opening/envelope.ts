/** The envelope of a new case: who takes part, which offices are competent, which way the goods go. */
import type { Party } from '../../../../client/types.ts';
import { CASE_ROLES, type CaseEnvelope } from '../../../../protocol/documents/case-envelope.ts';

export type CaseRole = (typeof CASE_ROLES)[number];

export interface Addressed {
  readonly partyId: string;
  readonly role: CaseRole;
}

export interface EnvelopeInput {
  readonly caseId: string;
  readonly ucr: string;
  readonly title: string;
  readonly simulated: boolean;
  readonly parties: readonly Addressed[];
  readonly offices: readonly Party[];
  /** RFC 3339. */
  readonly openedAt: string;
}

/** Legs of the corridor. @see UN/LOCODE */
const CORRIDOR_ROUTE: CaseEnvelope['route'] = [
  { mode: 'RAIL', from: { code: 'CNCQD', name: 'Chongqing' }, to: { code: 'CNQZH', name: 'Qinzhou' } },
  { mode: 'MARITIME', from: { code: 'CNQZH', name: 'Qinzhou' }, to: { code: 'MYPKG', name: 'Port Klang' } },
];

/** Procedure for which an office of each end is competent. */
const PROCEDURES: Readonly<Record<string, 'EXPORT' | 'IMPORT'>> = { CN: 'EXPORT', MY: 'IMPORT' };

export function envelopeOf(input: EnvelopeInput): CaseEnvelope {
  const { caseId, ucr, title, simulated, parties, offices, openedAt } = input;
  return {
    schema: 'corridor/case-envelope/1',
    simulated,
    caseId,
    ucr,
    openedAt,
    ...(title === '' ? {} : { title }),
    parties: parties.map(({ partyId, role }) => ({ partyId, role })),
    offices: offices.map(({ partyId, jurisdiction }) => ({
      partyId,
      jurisdiction,
      procedure: PROCEDURES[jurisdiction] ?? 'TRANSIT',
    })),
    route: CORRIDOR_ROUTE,
  };
}

/** What a party most likely does on a case. */
export function likelyRole({ roles, jurisdiction }: Party): CaseRole {
  if (roles.includes('BROKER')) return jurisdiction === 'CN' ? 'EXPORT_BROKER' : 'IMPORT_BROKER';
  return CASE_ROLES.find((role) => roles.includes(role)) ?? 'AGENCY';
}

const UCR = /^[A-Z0-9()/-]{1,35}$/;

/** Whether a text is a UCR. @see protocol/documents/primitives.ts */
export function isUcr(text: string): boolean {
  return UCR.test(text);
}
