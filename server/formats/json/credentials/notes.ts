import type { MappingNotes } from '../../mapping-notes.ts';
import { CREDENTIALS_MAPPING_VERSION as version } from './credentials.ts';

/** What every credential is mapped to, whatever carries it. */
const CONTENT: MappingNotes['rows'] = [
  { from: 'content with billableItems, or invoiceNumber and itemsShipped', to: '/lines', note: 'invoice' },
  { from: 'content with blNumber or billOfLadingNumber', to: '/items, /containers', note: 'bill of lading' },
  { from: 'content with supplyChainConsignment or cooId', to: '/items', note: 'certificate of origin' },
  { from: 'content of type PackingList', to: '/items', note: 'packing list' },
  { from: 'any other content', to: '/claims', note: 'kept value by value in corridor/credential/1' },
];

const KEPT =
  'Salts, hashes and signatures (told in /integrity), templates, links, pictures and attached files (by length and SHA-256), amounts with currency signs, weights without unit, and members of the vocabulary without a field of ours.';

const OPEN_ATTESTATION_2_NOTES: MappingNotes = {
  kind: 'OPEN_ATTESTATION_2',
  mapping: 'open-attestation/2',
  version,
  standard: 'OpenAttestation 2.0 (TradeTrust)',
  rows: [
    ...CONTENT,
    {
      from: 'data, privacy.obfuscatedData, signature',
      to: '/integrity/statements/0',
      note: 'salted hashes to merkle root',
    },
    { from: 'proof of did:ethr', to: '/integrity/statements/1', note: 'signature over the merkle root' },
    { from: 'issuers.identityProof, stores', to: '/integrity/statements', note: 'cannot be checked without network' },
  ],
  keptUnmapped: KEPT,
};

const OPEN_ATTESTATION_3_NOTES: MappingNotes = {
  ...OPEN_ATTESTATION_2_NOTES,
  kind: 'OPEN_ATTESTATION_3',
  mapping: 'open-attestation/3',
  standard: 'OpenAttestation 3.0 (TradeTrust)',
  rows: [
    ...CONTENT,
    { from: 'proof.salts, proof.privacy', to: '/integrity/statements/0', note: 'values added or removed are named' },
    { from: 'openAttestationMetadata', to: '/integrity/statements', note: 'cannot be checked without network' },
  ],
};

const VERIFIABLE_CREDENTIAL_NOTES: MappingNotes = {
  kind: 'W3C_VERIFIABLE_CREDENTIAL',
  mapping: 'w3c/verifiable-credential',
  version,
  standard: 'W3C Verifiable Credentials 1.1 and 2.0; TradeTrust and W3C traceability vocabularies',
  rows: [
    ...CONTENT,
    {
      from: 'proof (eddsa-jcs-2022, ecdsa-jcs-2019)',
      to: '/integrity/statements',
      note: 'checked by the key that the verification method holds in its name; other proofs need the network',
    },
    { from: 'issuer, credentialStatus', to: '/integrity', note: 'registers and status are on the network' },
  ],
  keptUnmapped: KEPT,
};

const TRADETRUST_DATA_NOTES: MappingNotes = {
  kind: 'TRADETRUST_DATA',
  mapping: 'tradetrust/data',
  version,
  standard: 'Data file of a TradeTrust form, which nobody has wrapped or signed',
  rows: CONTENT,
  keptUnmapped: KEPT,
};

export const MAPPING_NOTES: readonly MappingNotes[] = [
  OPEN_ATTESTATION_2_NOTES,
  OPEN_ATTESTATION_3_NOTES,
  TRADETRUST_DATA_NOTES,
  VERIFIABLE_CREDENTIAL_NOTES,
];
