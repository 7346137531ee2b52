/** OpenAttestation and W3C credentials: what they say becomes a document, what their proof says stands in it. */
import { type JsonDialect, type Mapped, mapItem } from '../dialect.ts';
import { JsonCursor } from '../reader/json-cursor.ts';
import { memberOf, type SourceNode } from '../reader/source-tree.ts';
import { isBillOfLading, mapBillOfLading } from './bill-of-lading.ts';
import { isCertificateOfOrigin, mapCertificateOfOrigin } from './certificate-of-origin.ts';
import { takeIntegrity } from './integrity.ts';
import { isInvoice, mapInvoice } from './invoice.ts';
import { keepCredential } from './kept-credential.ts';
import { isOpenAttestation2, withoutSalts } from './open-attestation-2.ts';
import { isOpenAttestation3 } from './open-attestation-3.ts';
import { isPackingList, mapPackingList } from './packing-list.ts';
import { isVerifiableCredential } from './verifiable-credential.ts';

/** Counts up when the same bytes would give another document. */
export const CREDENTIALS_MAPPING_VERSION = '1';

const CONTENTS = [
  { recognises: isInvoice, map: mapInvoice },
  { recognises: isBillOfLading, map: mapBillOfLading },
  { recognises: isCertificateOfOrigin, map: mapCertificateOfOrigin },
  { recognises: isPackingList, map: mapPackingList },
] as const;

const dialect = (
  kind: string,
  mapping: string,
  member: 'data' | 'credentialSubject',
  recognises: (root: SourceNode) => boolean,
): JsonDialect => ({
  recognises,
  read: ({ root, lines }) => {
    const name = { kind, mapping, mappingVersion: CREDENTIALS_MAPPING_VERSION };
    // values of OpenAttestation 2 carry their salts, which the proof needs and nobody reads
    const readable = isOpenAttestation2(root) ? withPlainData(root) : root;
    const map = (cursor: JsonCursor): Mapped => {
      const { document, reference } = mapContent(cursor, member);
      const integrity = takeIntegrity(new JsonCursor(root, '', cursor.log));
      return { document: { ...document, integrity }, reference };
    };
    return { items: [mapItem(name, { node: readable, path: '', lines }, map)], findings: [] };
  },
});

function mapContent(root: JsonCursor, member: 'data' | 'credentialSubject'): Mapped {
  // one subject is usual; a list of several is kept as it is
  const [first, ...others] = root.get(member).items();
  const content = others.length === 0 && first !== undefined ? first : root.get(member);
  const known = CONTENTS.find(({ recognises }) => recognises(content));
  return known === undefined ? keepCredential(content, root) : known.map(content);
}

function withPlainData(root: SourceNode): SourceNode {
  const data = memberOf(root, 'data');
  if (root.type !== 'object' || data === undefined) return root;
  return { ...root, members: { ...root.members, data: withoutSalts(data) } };
}

/** The content of TradeTrust before it is wrapped: there is no proof, and only known content tells what it is. */
const isUnwrapped = (root: SourceNode) => {
  const data = memberOf(root, 'data');
  return ['billableItems', 'blNumber', 'supplyChainConsignment'].some((key) => memberOf(data, key) !== undefined);
};

export const CREDENTIALS: readonly JsonDialect[] = [
  dialect('OPEN_ATTESTATION_2', 'open-attestation/2', 'data', isOpenAttestation2),
  dialect('OPEN_ATTESTATION_3', 'open-attestation/3', 'credentialSubject', isOpenAttestation3),
  dialect('W3C_VERIFIABLE_CREDENTIAL', 'w3c/verifiable-credential', 'credentialSubject', isVerifiableCredential),
  dialect('TRADETRUST_DATA', 'tradetrust/data', 'data', isUnwrapped),
];
