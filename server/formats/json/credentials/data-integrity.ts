/**
 * Data integrity proofs that the file answers by itself: canonical JSON (RFC 8785), signed by a key that its name holds.
 * Proofs over RDF need contexts from the network and are not checked.
 * @see W3C Data Integrity EdDSA Cryptosuites 1.0, eddsa-jcs-2022; W3C Data Integrity ECDSA Cryptosuites 1.0, ecdsa-jcs-2019
 */
import { concatBytes } from '@noble/hashes/utils';
import canonicalize from 'canonicalize';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { memberOf, plainValue, type SourceNode } from '../reader/source-tree.ts';
import { decodeMultibase, keyInName, type VerificationKey } from './multikey.ts';
import { type Checked, checked } from './proof-parts.ts';

const SUITES: readonly string[] = ['eddsa-jcs-2022', 'ecdsa-jcs-2019'];

/**
 * Checks content and signature.
 * @returns undefined for proofs that cannot be checked from the file alone
 */
export function checkDataIntegrity(root: JsonCursor, proof: JsonCursor): Checked[] | undefined {
  const at = (name: string) => proof.get(name);
  if (at('type').peek() !== 'DataIntegrityProof' || !SUITES.includes(at('cryptosuite').peek())) return undefined;
  // a proof over another proof covers that one as well
  if (at('previousProof').present || root.node === undefined || proof.node === undefined) return undefined;
  const method = at('verificationMethod');
  const key = keyInName(method.peek());
  if (key === undefined && !method.peek().startsWith('did:key:')) return undefined;
  const refused = (place: JsonCursor, reason: string) => [
    checked('CONTENT', 'INVALID', reason, place),
    checked('SIGNATURE', 'INVALID', reason, place),
  ];
  if (key?.cryptosuite !== at('cryptosuite').peek()) {
    return refused(method, `${method.peek()} is no key for ${at('cryptosuite').peek()}.`);
  }
  if (at('proofPurpose').peek() !== 'assertionMethod') {
    return refused(
      at('proofPurpose'),
      `The proof is made for ${at('proofPurpose').peek() || 'nothing'}, not to assert.`,
    );
  }
  const signature = decodeMultibase(at('proofValue').peek());
  if (signature === undefined || !isSigned(root.node, proof.node, key, signature)) {
    return refused(at('proofValue'), `What stands here was not signed by ${method.peek()}: it was changed since.`);
  }
  return [
    checked('CONTENT', 'VALID', `Every value is covered by the signature (${key.cryptosuite}).`),
    checked('SIGNATURE', 'VALID', `Signed by ${method.peek()}.`),
  ];
}

function isSigned(root: SourceNode, proof: SourceNode, key: VerificationKey, signature: Uint8Array): boolean {
  const document = without(root, 'proof');
  const config = without(proof, 'proofValue');
  const context = memberOf(proof, '@context');
  if (context !== undefined && !startsWith(memberOf(root, '@context'), context)) return false;
  // what is signed is the document under the context of the proof
  const secured = context === undefined ? document : { ...document, '@context': plainValue(context) };
  const digests = [config, secured].map((value) => key.hash(new TextEncoder().encode(canonicalize(value) ?? '')));
  try {
    return key.verify(signature, concatBytes(...digests));
  } catch {
    // points that are not on the curve, and signatures of another length
    return false;
  }
}

function without(node: SourceNode, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = plainValue(node) as Record<string, unknown>;
  return rest;
}

/** Whether the contexts of a document begin with those of its proof. */
function startsWith(whole: SourceNode | undefined, part: SourceNode): boolean {
  if (whole === undefined) return false;
  const [all, first] = [plainValue(whole), plainValue(part)].map((value) => (Array.isArray(value) ? value : [value]));
  return (first ?? []).every((each, index) => canonicalize(each) === canonicalize(all?.[index]));
}
