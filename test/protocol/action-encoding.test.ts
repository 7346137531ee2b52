import { expect } from 'chai';
import { AbiCoder, hexlify, id, TypedDataEncoder } from 'ethers';
import fc from 'fast-check';
import type { FieldType } from '../../protocol/abi-words.ts';
import {
  ACTION_KINDS,
  type ActionKindName,
  type ActionMessage,
  actionDigest,
  encodeBody,
  typedDataDomain,
  typedDataTypes,
} from '../../protocol/actions.ts';

const KINDS = Object.keys(ACTION_KINDS) as ActionKindName[];

const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => hexlify(value));
const values: Readonly<Record<FieldType, fc.Arbitrary<string | number | boolean>>> = {
  bytes32: hex(32),
  bytes8: hex(8),
  address: hex(20),
  bool: fc.boolean(),
  string: fc.string({ unit: 'grapheme', maxLength: 40 }),
  uint8: fc.integer({ min: 0, max: 255 }),
  uint16: fc.integer({ min: 0, max: 65_535 }),
  uint32: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  uint64: fc.maxSafeNat(),
};

const messageOf = (kind: ActionKindName): fc.Arbitrary<ActionMessage> =>
  fc.record(Object.fromEntries(ACTION_KINDS[kind].fields.map(({ name, type }) => [name, values[type]])));
const actions = fc
  .constantFrom(...KINDS)
  .chain((kind) => fc.record({ kind: fc.constant(kind), message: messageOf(kind) }));
const domains = fc.record({ chainId: fc.nat(), verifyingContract: hex(20), ledgerId: hex(32) });

describe('encoding of actions', () => {
  it('makes the body that a general ABI coder makes, for every kind', () => {
    fc.assert(
      fc.property(actions, ({ kind, message }) => {
        const { fields } = ACTION_KINDS[kind];
        const types = fields.map(({ type }) => ((type as FieldType) === 'string' ? 'bytes32' : type));
        const words = fields.map(({ name, type }) =>
          (type as FieldType) === 'string' ? id(String(message[name])) : message[name],
        );
        expect(encodeBody(kind, message)).to.equal(AbiCoder.defaultAbiCoder().encode(types, words));
      }),
      { numRuns: 300 },
    );
  });

  it('makes the digest that wallets sign, for every kind and domain', () => {
    fc.assert(
      fc.property(domains, actions, (domain, { kind, message }) => {
        const wallet = TypedDataEncoder.hash(typedDataDomain(domain), typedDataTypes(kind), message);
        expect(actionDigest(domain, kind, message)).to.equal(wallet);
      }),
      { numRuns: 200 },
    );
  });

  it('takes no value that is not of its type', () => {
    const refused: readonly [FieldType, unknown][] = [
      ...(['', '0x', `0x${'0'.repeat(63)}`, `0x${'0'.repeat(65)}`, `0x${'g'.repeat(64)}`, 1, null] as const).map(
        (value): [FieldType, unknown] => ['bytes32', value],
      ),
      ['bytes8', `0x${'0'.repeat(64)}`],
      ...([-1, 256, 1.5, Number.NaN, '7', true, 2 ** 60] as const).map((value): [FieldType, unknown] => [
        'uint8',
        value,
      ]),
      ['uint64', 2 ** 53],
      ['bool', 1],
      ['bool', 'true'],
      ['string', 5],
    ];
    for (const [type, value] of refused) {
      const kind = KINDS.find((name) => ACTION_KINDS[name].fields.some((field) => (field.type as FieldType) === type));
      if (kind === undefined) throw new Error(`no kind has a ${type}`);
      const [message] = fc.sample(messageOf(kind), { numRuns: 1, seed: 1 });
      const field = ACTION_KINDS[kind].fields.find((each) => (each.type as FieldType) === type)?.name ?? '';
      expect(() => encodeBody(kind, { ...message, [field]: value as string }), `${type} ${String(value)}`).to.throw(
        TypeError,
      );
    }
  });
});
