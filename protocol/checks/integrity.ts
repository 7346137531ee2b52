import type { Integrity } from '../documents/integrity.ts';
import { type Finding, finding } from './finding.ts';

/** What the check of a proof found, and what it could not find out from the file alone. */
export function* checkIntegrity(integrity: Integrity | undefined): Generator<Finding> {
  for (const [index, { check, outcome, reason }] of (integrity?.statements ?? []).entries()) {
    const pointer = `/integrity/statements/${index}`;
    if (outcome === 'INVALID') yield finding('INTEGRITY_BROKEN', pointer, reason);
    if (outcome === 'CANNOT_CHECK') yield finding(UNCHECKED[check], pointer, reason);
  }
}

const UNCHECKED = {
  CONTENT: 'INTEGRITY_NOT_CHECKED',
  SIGNATURE: 'INTEGRITY_NOT_CHECKED',
  ISSUER: 'ISSUER_NOT_CHECKED',
  REVOCATION: 'REVOCATION_NOT_CHECKED',
} as const;
