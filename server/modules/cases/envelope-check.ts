/** Holds a case envelope against who is enrolled, before the case is opened. */
import type { CaseEnvelope } from '../../../protocol/documents/case-envelope.ts';
import type { Db } from '../../database/pool.ts';
import { AppError, type ErrorPlace } from '../../errors/app-error.ts';
import { partiesWithRoles } from '../projection/case-queries.repository.ts';

/** @throws {AppError} ENVELOPE_NOT_ALLOWED naming parties and offices that are not what the envelope says */
export async function checkEnvelope(db: Db, envelope: CaseEnvelope): Promise<void> {
  const ids = [...envelope.parties, ...envelope.offices].map(({ partyId }) => partyId);
  const enrolled = await partiesWithRoles(db, [...new Set(ids)]);
  const errors: ErrorPlace[] = [];
  envelope.parties.forEach(({ partyId }, index) => {
    if (!enrolled.has(partyId))
      errors.push({ detail: 'No such party is enrolled.', pointer: `#/parties/${index}/partyId` });
  });
  envelope.offices.forEach(({ partyId, jurisdiction }, index) => {
    const office = enrolled.get(partyId);
    if (office === undefined || !office.roles.includes('CUSTOMS_OFFICE')) {
      errors.push({ detail: 'No such customs office is enrolled.', pointer: `#/offices/${index}/partyId` });
    } else if (office.jurisdiction !== jurisdiction) {
      errors.push({ detail: 'The office is of another jurisdiction.', pointer: `#/offices/${index}/jurisdiction` });
    }
  });
  if (errors.length > 0) throw new AppError('ENVELOPE_NOT_ALLOWED', { errors });
}
