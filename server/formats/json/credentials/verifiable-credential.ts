/**
 * W3C Verifiable Credentials. A proof over canonical JSON by a `did:key` is checked; any other needs JSON-LD contexts or the
 * issuer's DID document, which stand on the network: nothing of them is taken for granted here.
 * @see W3C Verifiable Credentials Data Model 1.1 and 2.0
 */
import type { Integrity } from '../../../../protocol/documents/integrity.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { memberOf, type SourceNode } from '../reader/source-tree.ts';
import { checkDataIntegrity } from './data-integrity.ts';
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
  const [proof, another] = root.get('proof').items();
  const issuer = root.get('issuer').peek() || root.get('issuer', 'id').peek();
  const status = root.get('credentialStatus');
  const registry = status.get('tokenRegistry').peek() || status.get('id').peek() || status.get('type').peek();
  const kind = proof?.get('cryptosuite').peek() || proof?.get('type').peek() || '';
  const why =
    proof === undefined
      ? 'The credential carries no proof.'
      : `The proof ${kind} needs JSON-LD contexts and the key of ${issuer || 'the issuer'}, which are not in the file.`;
  // of several proofs each would have to hold
  const known = proof === undefined || another !== undefined ? undefined : checkDataIntegrity(root, proof);
  return {
    facts: {
      scheme: 'W3C_VC',
      issuer: issuer || undefined,
      verificationMethod: proof?.get('verificationMethod').peek() || undefined,
      revocation: registry || undefined,
    },
    checks: [
      ...(known ?? [
        checked('CONTENT', 'CANNOT_CHECK', why, proof),
        ...(proof === undefined ? [] : [checked('SIGNATURE', 'CANNOT_CHECK', why, proof)]),
      ]),
      checkIssuer(issuer, proof, known, root),
      status.present
        ? checked('REVOCATION', 'CANNOT_CHECK', `Whether it was revoked or transferred stands in ${registry}.`, status)
        : checked('REVOCATION', 'CANNOT_CHECK', 'The credential names no place where revocation is told.', root),
    ],
  };
}

/** An issuer that is the key that signed needs no register; whose key it is remains to be known. */
function checkIssuer(
  issuer: string,
  proof: JsonCursor | undefined,
  known: readonly Checked[] | undefined,
  root: JsonCursor,
): Checked {
  const signed = known?.every(({ statement }) => statement.outcome === 'VALID') === true;
  const key = proof?.get('verificationMethod').peek().split('#', 1)[0];
  if (signed && issuer.startsWith('did:key:') && issuer === key) {
    return checked(
      'ISSUER',
      'VALID',
      'The issuer is the key that signed, and nobody else by name.',
      root.get('issuer'),
    );
  }
  const reason = `That the issuer is who it says rests on the DID document of ${issuer || 'an unnamed issuer'}.`;
  return checked('ISSUER', 'CANNOT_CHECK', reason, root.get('issuer'));
}
