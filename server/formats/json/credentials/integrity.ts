/** Puts the checks of a proof into the document and says where in the file each reason stands. */
import type { Integrity } from '../../../../protocol/documents/integrity.ts';
import { compact } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { checkOpenAttestation2, isOpenAttestation2 } from './open-attestation-2.ts';
import { checkOpenAttestation3, isOpenAttestation3 } from './open-attestation-3.ts';
import { checked } from './proof-parts.ts';
import { checkVerifiableCredential } from './verifiable-credential.ts';

/** Longest texts of the schema of integrity, in UTF-16 code units. */
const LIMITS = { anchoredRoot: 256, issuer: 8_000, verificationMethod: 8_000, revocation: 8_000 } as const;

export function takeIntegrity(root: JsonCursor): Integrity {
  const { facts, checks } = checksOf(root);
  checks.forEach(({ at }, index) => {
    const position = at?.position();
    if (position !== undefined) root.log.sources.set(`/integrity/statements/${index}`, position);
  });
  const shortened = Object.entries(LIMITS).map(([key, max]) => [key, facts[key as keyof typeof LIMITS]?.slice(0, max)]);
  const statements = checks.map(({ statement }) => ({ ...statement, reason: statement.reason.slice(0, 8_000) }));
  return compact({ ...facts, ...Object.fromEntries(shortened), statements });
}

function checksOf(root: JsonCursor) {
  const { node } = root;
  if (node !== undefined && isOpenAttestation2(node)) return checkOpenAttestation2(root);
  if (node !== undefined && isOpenAttestation3(node)) return checkOpenAttestation3(root);
  if (!root.get('credentialSubject').present) {
    const reason = 'The file carries no proof.';
    return { facts: { scheme: 'NONE' }, checks: [checked('CONTENT', 'CANNOT_CHECK', reason)] };
  }
  return checkVerifiableCredential(root);
}
