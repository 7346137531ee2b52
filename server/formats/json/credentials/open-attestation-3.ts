/**
 * OpenAttestation 3.0: a credential with the salts of all its values in the proof, `base64([{value, path}, …])`.
 * @see OpenAttestation schema 3.0
 */
import type { Integrity } from '../../../../protocol/documents/integrity.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { memberOf, parseSource, type SourceNode } from '../reader/source-tree.ts';
import { digestOf, type Leaf, leafHash, leafValue, leavesOf } from './hashes.ts';
import { checkIssuer, checkRevocation } from './open-attestation-2.ts';
import { type Checked, checkEthrSignature, checked, checkRoots, hashesIn, hashIn } from './proof-parts.ts';

export const isOpenAttestation3 = (root: SourceNode) => memberOf(memberOf(root, 'proof'), 'salts') !== undefined;

/** Most paths that one reason names. */
const NAMED = 5;

export function checkOpenAttestation3(root: JsonCursor): { checks: Checked[]; facts: Omit<Integrity, 'statements'> } {
  const [proof, metadata] = [root.get('proof'), root.get('openAttestationMetadata')];
  const redacted = hashesIn(proof.get('privacy', 'obfuscated'));
  const anchoredRoot = hashIn(proof.get('merkleRoot'));
  const method = metadata.get('proof');
  const store = method.get('method').peek() === 'DID' ? '' : method.get('value').peek();
  return {
    facts: {
      scheme: 'OPEN_ATTESTATION_V3',
      anchoredRoot,
      issuer: root.get('issuer', 'name').peek() || root.get('issuer').peek() || undefined,
      verificationMethod: proof.get('key').peek() || undefined,
      revocation: store || method.get('revocation', 'location').peek() || undefined,
      redactedValues: redacted === undefined || redacted.length === 0 ? undefined : redacted.length,
    },
    checks: [
      checkContent(root, redacted),
      ...(proof.get('signature').present
        ? [checkEthrSignature(anchoredRoot, proof.get('key'), proof.get('signature'))]
        : []),
      checkIssuer(
        metadata.get('identityProof', 'type').peek(),
        metadata.get('identityProof', 'identifier').peek(),
        metadata.get('identityProof'),
      ),
      checkRevocation(
        method.get('revocation', 'type').peek(),
        store || method.get('revocation', 'location').peek(),
        method,
      ),
    ],
  };
}

function checkContent(root: JsonCursor, redacted: readonly string[] | undefined): Checked {
  const proof = root.get('proof');
  const salts = saltsOf(proof.get('salts').peek());
  if (salts === undefined) return checked('CONTENT', 'INVALID', 'The salts cannot be read.', proof.get('salts'));
  if (redacted === undefined) {
    return checked('CONTENT', 'INVALID', 'A redacted value is no hash.', proof.get('privacy', 'obfuscated'));
  }
  const leaves = contentLeaves(root);
  const added = [...leaves.keys()].filter((path) => !salts.has(path));
  if (added.length > 0) return unexpected('added to', added, root);
  const removed = [...salts.keys()].filter((path) => !leaves.has(path));
  if (removed.length > 0) return unexpected('removed from', removed, root);
  const hashes = [...salts].flatMap(([path, salt]) => {
    const value = leafValue(leaves.get(path) as Leaf);
    // the standard's own wrapping leaves empty and false values out of the digest
    return value ? [leafHash(path, `${salt}:${String(value)}`)] : [];
  });
  return checkRoots(digestOf([...hashes, ...redacted]), {
    target: proof.get('targetHash'),
    siblings: proof.get('proofs'),
    root: proof.get('merkleRoot'),
  });
}

/** The place of the first path, as far as it leads. */
function unexpected(what: string, paths: readonly string[], root: JsonCursor): Checked {
  const keys = (paths[0] ?? '').replace(/\[(\d+)\]/g, '.$1').split('.');
  let at = root;
  for (const key of keys) {
    const next = at.node?.type === 'array' ? at.items()[Number(key)] : at.get(key);
    if (next === undefined || !next.present) break;
    at = next;
  }
  const named = paths.slice(0, NAMED).join(', ');
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : '';
  return checked('CONTENT', 'INVALID', `${named}${more} was ${what} the document after it was issued.`, at);
}

function contentLeaves(root: JsonCursor): Map<string, Leaf> {
  if (root.node?.type !== 'object') return new Map();
  const { proof: _, ...members } = root.node.members;
  const content: SourceNode = { ...root.node, members };
  const step = (path: string, key: string, isIndex: boolean) =>
    isIndex ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
  return new Map([...leavesOf(content, step)].map((leaf) => [leaf.path, leaf]));
}

/** Salts by path; `undefined` if the text is no list of salts. */
function saltsOf(base64: string): Map<string, string> | undefined {
  const list = decoded(base64);
  if (list?.type !== 'array') return undefined;
  const salts = new Map<string, string>();
  for (const item of list.items) {
    const [value, path] = [memberOf(item, 'value'), memberOf(item, 'path')];
    if (value?.type !== 'string' || path?.type !== 'string') return undefined;
    salts.set(path.text, value.text);
  }
  return salts;
}

function decoded(base64: string): SourceNode | undefined {
  try {
    return parseSource(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))).root;
  } catch {
    return undefined;
  }
}
