/**
 * `test/vectors/typed-data.json`: for each kind one message with its type string, body and digest, read by TypeScript and
 * Solidity tests alike. The domain is fixed, so that a change of any type shows as a change of this file.
 */
import { concat, dataSlice, getAddress, id, keccak256, TypedDataEncoder } from 'ethers';
import {
  ACTION_KINDS,
  type ActionField,
  type ActionKindName,
  type ActionMessage,
  actionDigest,
  encodeBody,
  type LedgerDomain,
  typedDataDomain,
  typeString,
} from '../../protocol/actions.ts';

const DOMAIN: LedgerDomain = {
  chainId: 8_788_042,
  verifyingContract: getAddress(dataSlice(id('vector: ledger'), 12)),
  ledgerId: id('vector: ledgerId'),
};

/** A code for each readable field, so that the vectors show real messages. */
const CODES: Readonly<Record<string, string>> = {
  jurisdiction: 'CN',
  procedure: 'IMPORT',
  outcome: 'RELEASED',
  reason: 'DOCUMENTS_IN_ORDER',
  lane: 'ORANGE',
  control: 'SCAN',
  result: 'CONFORMING',
  milestone: 'ARRIVED',
  role: 'BROKER',
  status: 'SUSPENDED',
  minimumLane: 'NONE',
  newJurisdiction: 'SG',
};

const SIGNED_AT = 1_790_000_000;
const TIMES: Readonly<Record<string, number>> = {
  signedAt: SIGNED_AT,
  notBefore: 0,
  deadline: SIGNED_AT + 3600,
  occurredAt: SIGNED_AT - 60,
  validFrom: SIGNED_AT,
  validUntil: SIGNED_AT + 86_400 * 365,
};

function sampleOf(kind: ActionKindName, { name, type }: ActionField): string | number | boolean {
  const seed = id(`vector: ${kind}.${name}`);
  if (name === 'ledgerId') return DOMAIN.ledgerId;
  switch (type) {
    case 'string':
      return CODES[name] ?? 'NONE';
    case 'bytes32':
      return seed;
    case 'bytes8':
      return dataSlice(seed, 0, 8);
    case 'address':
      return getAddress(dataSlice(seed, 12));
    case 'bool':
      return true;
    case 'uint64':
      return TIMES[name] ?? Number.parseInt(seed.slice(2, 10), 16);
    case 'uint32':
    case 'uint16':
    case 'uint8':
      return 1 + (Number.parseInt(seed.slice(2, 6), 16) % 200);
  }
}

function vectorOf(kind: ActionKindName): Record<string, unknown> {
  const fields: readonly ActionField[] = ACTION_KINDS[kind].fields;
  const message: ActionMessage = Object.fromEntries(fields.map((field) => [field.name, sampleOf(kind, field)]));
  const body = encodeBody(kind, message);
  const typeHash = id(typeString(kind));
  return {
    kind,
    id: ACTION_KINDS[kind].id,
    typeString: typeString(kind),
    typeHash,
    message,
    body,
    structHash: keccak256(concat([typeHash, body])),
    digest: actionDigest(DOMAIN, kind, message),
  };
}

/** Text of the file. */
export function renderTypedDataVectors(): string {
  const vectors = (Object.keys(ACTION_KINDS) as ActionKindName[]).map(vectorOf);
  const domainSeparator = TypedDataEncoder.hashDomain(typedDataDomain(DOMAIN));
  return `${JSON.stringify({ domain: DOMAIN, domainSeparator, vectors }, null, 2)}\n`;
}
