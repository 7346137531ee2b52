/**
 * OpenAttestation 2.0: every value carries its salt and type, `salt:type:value`; the hashes of all values, and of those
 * that were redacted, make the target hash.
 * @see OpenAttestation schema 2.0
 */
import type { Integrity } from '../../../../protocol/documents/integrity.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { memberOf, type SourceNode } from '../reader/source-tree.ts';
import { digestOf, leafHash, leafValue, leavesOf } from './hashes.ts';
import { type Checked, checkEthrSignature, checked, checkRoots, hashesIn, hashIn } from './proof-parts.ts';

const SALTED = /^[^:]+:(?:string|number|boolean|null|undefined):/;

export const isOpenAttestation2 = (root: SourceNode) =>
  memberOf(root, 'data')?.type === 'object' && memberOf(memberOf(root, 'signature'), 'targetHash') !== undefined;

/** The content without salts; each value keeps its place. */
export function withoutSalts(node: SourceNode): SourceNode {
  switch (node.type) {
    case 'object':
      return {
        ...node,
        members: Object.fromEntries(Object.entries(node.members).map(([key, member]) => [key, withoutSalts(member)])),
      };
    case 'array':
      return { ...node, items: node.items.map(withoutSalts) };
    case 'string':
      return { ...node, text: node.text.replace(SALTED, '') };
    default:
      return node;
  }
}

export function checkOpenAttestation2(root: JsonCursor): { checks: Checked[]; facts: Omit<Integrity, 'statements'> } {
  const [data, signature] = [root.get('data'), root.get('signature')];
  const redacted = hashesIn(root.get('privacy', 'obfuscatedData'));
  const hashes = [...leavesOf(data.node as SourceNode, (path, key) => (path === '' ? key : `${path}.${key}`))].map(
    (leaf) => leafHash(leaf.path, leafValue(leaf)),
  );
  const content =
    redacted === undefined
      ? checked('CONTENT', 'INVALID', 'A redacted value is no hash.', root.get('privacy', 'obfuscatedData'))
      : checkRoots(digestOf([...hashes, ...redacted]), {
          target: signature.get('targetHash'),
          siblings: signature.get('proof'),
          root: signature.get('merkleRoot'),
        });
  const [proof] = root.get('proof').items();
  const [issuer] = data.get('issuers').items();
  const anchoredRoot = hashIn(signature.get('merkleRoot'));
  const plain = (cursor: JsonCursor | undefined) => cursor?.peek().replace(SALTED, '') ?? '';
  const named = (...keys: string[]) => plain(issuer?.get(...keys));
  return {
    facts: {
      scheme: 'OPEN_ATTESTATION_V2',
      anchoredRoot,
      issuer: named('name') || undefined,
      verificationMethod: proof?.get('verificationMethod').peek() || undefined,
      revocation: storeOf(named) || undefined,
      redactedValues: redacted === undefined || redacted.length === 0 ? undefined : redacted.length,
    },
    checks: [
      content,
      ...(proof === undefined
        ? []
        : [checkEthrSignature(anchoredRoot, proof.get('verificationMethod'), proof.get('signature'))]),
      checkIssuer(named('identityProof', 'type'), named('identityProof', 'location') || named('id'), issuer),
      checkRevocation(named('revocation', 'type'), storeOf(named), issuer),
    ],
  };
}

const storeOf = (named: (...keys: string[]) => string) =>
  named('tokenRegistry') || named('documentStore') || named('certificateStore') || named('revocation', 'location');

/** Who the issuer is stands in DNS or a DID document. */
export function checkIssuer(type: string, place: string, at: JsonCursor | undefined): Checked {
  return checked(
    'ISSUER',
    'CANNOT_CHECK',
    `That the issuer is who it says rests on ${type || 'an unnamed identity proof'} at ${place || 'an unnamed place'}.`,
    at,
  );
}

/** An issuer that cannot revoke says so; everything else stands in a contract. */
export function checkRevocation(type: string, store: string, at: JsonCursor | undefined): Checked {
  return type === 'NONE' && store === ''
    ? checked('REVOCATION', 'VALID', 'The issuer states that it does not revoke such documents.')
    : checked(
        'REVOCATION',
        'CANNOT_CHECK',
        `Whether it was issued, and not revoked or surrendered since, stands in ${store || 'an unnamed store'}.`,
        at,
      );
}
