/**
 * W3C Verifiable Credentials. Data integrity proofs need JSON-LD contexts and the issuer's DID document, which stand on
 * the network: nothing of them is taken for granted here.
 * @see W3C Verifiable Credentials Data Model 1.1 and 2.0
 */
import type { Integrity } from '../../../../protocol/documents/integrity.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { memberOf, type SourceNode } from '../reader/source-tree.ts';
import { type Checked, checked } from './proof-parts.ts';

export function isVerifiableCredential(root: SourceNode): boolean {
  const type = memberOf(root, 'type');
  const types = type?.type === 'array' ? type.items : type === undefined ? [] : [type];
  const named = types.some((each) => each.type === 'string' && each.text === 'VerifiableCredential');
  return named && memberOf(root, 'credentialSubject') !== undefined;
}

export function checkVerifiableCredential(root: JsonCursor): {
  checks: Checked[];
  facts: Omit<Integrity, 'statements'>;
} {
  const [proof] = root.get('proof').items();
  const issuer = root.get('issuer').peek() || root.get('issuer', 'id').peek();
  const status = root.get('credentialStatus');
  const registry = status.get('tokenRegistry').peek() || status.get('id').peek() || status.get('type').peek();
  const kind = proof?.get('cryptosuite').peek() || proof?.get('type').peek() || '';
  const why =
    proof === undefined
      ? 'The credential carries no proof.'
      : `The proof ${kind} needs JSON-LD contexts and the key of ${issuer || 'the issuer'}, which are not in the file.`;
  return {
    facts: {
      scheme: 'W3C_VC',
      issuer: issuer || undefined,
      verificationMethod: proof?.get('verificationMethod').peek() || undefined,
      revocation: registry || undefined,
    },
    checks: [
      checked('CONTENT', 'CANNOT_CHECK', why, proof),
      ...(proof === undefined ? [] : [checked('SIGNATURE', 'CANNOT_CHECK', why, proof)]),
      checked(
        'ISSUER',
        'CANNOT_CHECK',
        `That the issuer is who it says rests on the DID document of ${issuer || 'an unnamed issuer'}.`,
        root.get('issuer'),
      ),
      status.present
        ? checked('REVOCATION', 'CANNOT_CHECK', `Whether it was revoked or transferred stands in ${registry}.`, status)
        : checked('REVOCATION', 'CANNOT_CHECK', 'The credential names no place where revocation is told.', root),
    ],
  };
}
