import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect } from 'chai';
import { AbiCoder, type Contract, concat, getBytes, hexlify, id, toBeHex } from 'ethers';
import { type Evm, openTestEvm } from '../../../scripts/bench/gas/evm.ts';

const VALID = '0x024ad318'; // IERC7913SignatureVerifier.verify.selector
const REFUSED = '0xffffffff';
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const RP_ID = 'signer.localhost';
const ORIGIN = 'http://signer.localhost:8788';
const digest = id('a decision that a person signs');

const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;

interface Assertion {
  readonly rpId?: string;
  readonly flags?: number;
  readonly challenge?: string;
  /** Client data as the browser serialises it, before the challenge is put in. */
  readonly clientData?: (challenge: string) => string;
  readonly highS?: boolean;
  readonly key?: KeyObject;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();

function newKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y, d } });
  return { key, x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
}

/** What Chromium serialises, in its order. */
const browserData =
  (origin = ORIGIN, rest = '"crossOrigin":false}') =>
  (challenge: string) =>
    `{"type":"webauthn.get","challenge":"${challenge}","origin":"${origin}",${rest}`;

describe('PinnedWebAuthnVerifier', () => {
  const enrolled = newKey();
  const keyBytes = concat([enrolled.x, enrolled.y, sha256(RP_ID), Buffer.from(ORIGIN)]);
  let evm: Evm;
  let verifier: Contract;

  before(async () => {
    evm = await openTestEvm();
    verifier = await evm.deploy('PinnedWebAuthnVerifier', []);
  });

  after(() => evm.close());

  function assertion({ rpId = RP_ID, flags = UP | UV, challenge = digest, ...other }: Assertion = {}): string {
    const authenticatorData = concat([sha256(rpId), new Uint8Array([flags]), toBeHex(1, 4)]);
    const encoded = Buffer.from(getBytes(challenge)).toString('base64url');
    const clientData = Buffer.from((other.clientData ?? browserData())(encoded));
    const signed = getBytes(concat([authenticatorData, sha256(clientData)]));
    const raw = sign('sha256', signed, { key: other.key ?? enrolled.key, dsaEncoding: 'ieee-p1363' });
    const s = BigInt(hexlify(raw.subarray(32)));
    const low = s > P256_ORDER / 2n ? P256_ORDER - s : s;
    return AbiCoder.defaultAbiCoder().encode(
      ['bytes32', 'bytes32', 'bytes', 'bytes'],
      [
        hexlify(raw.subarray(0, 32)),
        toBeHex(other.highS === true ? P256_ORDER - low : low, 32),
        authenticatorData,
        clientData,
      ],
    );
  }

  /** The verifier's answer; what it reverts on counts as refused, as the ledger has it. */
  async function answer(signature: string, key = keyBytes): Promise<string> {
    try {
      return await verifier.getFunction('verify').staticCall(key, digest, signature);
    } catch {
      return REFUSED;
    }
  }

  it('accepts an assertion of the enrolled passkey from the enrolled page', async () => {
    expect(await answer(assertion())).to.equal(VALID);
  });

  it('accepts members that a browser adds after crossOrigin', async () => {
    const clientData = browserData(ORIGIN, '"crossOrigin":false,"other_keys_can_be_added_here":"x"}');
    expect(await answer(assertion({ clientData }))).to.equal(VALID);
  });

  it('accepts a synced passkey', async () => {
    expect(await answer(assertion({ flags: UP | UV | BE | BS }))).to.equal(VALID);
  });

  const refused: [string, Assertion][] = [
    ['another origin on the same host', { clientData: browserData('http://signer.localhost:8787') }],
    ['an origin that only begins like the enrolled one', { clientData: browserData(`${ORIGIN}.evil.example`) }],
    [
      'the gateway as origin, which has the relying party in its reach',
      { clientData: browserData('http://localhost:8787') },
    ],
    ['a page embedded in another', { clientData: browserData(ORIGIN, '"crossOrigin":true}') }],
    [
      'client data that does not say whether it was embedded',
      { clientData: browserData(ORIGIN, '"tokenBinding":{}}') },
    ],
    [
      'members in another order',
      {
        clientData: (challenge) =>
          `{"challenge":"${challenge}","type":"webauthn.get","origin":"${ORIGIN}","crossOrigin":false}`,
      },
    ],
    [
      'a registration in the place of an assertion',
      {
        clientData: (challenge) => browserData()(challenge).replace('webauthn.get', 'webauthn.create'),
      },
    ],
    ['client data that does not end', { clientData: browserData(ORIGIN, '"crossOrigin":false') }],
    ['the challenge of a login, which is another digest', { challenge: id('login') }],
    ['another relying party', { rpId: 'localhost' }],
    ['a user who was present but not verified', { flags: UP }],
    ['a user who was verified but not present', { flags: UV }],
    ['a backup of a credential that cannot be backed up', { flags: UP | UV | BS }],
    ['a signature with high s', { highS: true }],
    ['another key', { key: newKey().key }],
  ];
  for (const [name, options] of refused) {
    it(`refuses ${name}`, async () => {
      expect(await answer(assertion(options))).to.equal(REFUSED);
    });
  }

  it('refuses bytes that are no assertion', async () => {
    for (const bytes of ['0x', `0x${'00'.repeat(128)}`, `0x${'ff'.repeat(256)}`]) {
      expect(await answer(bytes)).to.equal(REFUSED);
    }
  });

  it('refuses a key without an origin', async () => {
    expect(await answer(assertion(), concat([enrolled.x, enrolled.y, sha256(RP_ID)]))).to.equal(REFUSED);
  });
});
