/** What a hostile page of the signer's host gets: an assertion of the person's passkey over a challenge of its choice. */
import { AbiCoder, dataSlice, hexlify, toBeHex } from 'ethers';
import type { Visitor } from './stage.ts';

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * Logs in, as the page says, with a challenge.
 * @param origin of the page that asks; the relying party does not know ports
 * @param challenge hex, 32 bytes
 * @returns signature as the ledger's verifier reads it, hex
 */
export async function assertionAt(visitor: Visitor, origin: string, challenge: string): Promise<string> {
  const page = await visitor.context.newPage();
  try {
    await page.goto(`${origin}/`);
    await visitor.authenticator.attach(page);
    const given = await page.evaluate(askForLogin, {
      challenge: [...Buffer.from(challenge.slice(2), 'hex')],
      credentialId: [...Buffer.from(visitor.authenticator.credentials[0]?.credentialId ?? '', 'base64')],
    });
    const [authenticatorData, clientData, signature] = given.map((bytes) => hexlify(new Uint8Array(bytes)));
    const { r, s } = pointsOf(String(signature));
    const parts = [toBeHex(r, 32), toBeHex(s, 32), authenticatorData, clientData];
    return AbiCoder.defaultAbiCoder().encode(['bytes32', 'bytes32', 'bytes', 'bytes'], parts);
  } finally {
    await page.close();
  }
}

async function askForLogin(asked: { challenge: number[]; credentialId: number[] }): Promise<number[][]> {
  const credential = (await navigator.credentials.get({
    publicKey: {
      rpId: location.hostname,
      challenge: new Uint8Array(asked.challenge),
      allowCredentials: [{ type: 'public-key', id: new Uint8Array(asked.credentialId) }],
      userVerification: 'required',
    },
  })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return [response.authenticatorData, response.clientDataJSON, response.signature].map((bytes) => [
    ...new Uint8Array(bytes),
  ]);
}

/** r and s of a DER signature, s in the low half, which is the one that the ledger takes. @see RFC 3279 section 2.2.3 */
function pointsOf(der: string): { r: bigint; s: bigint } {
  const integerAt = (offset: number) => {
    const length = Number(dataSlice(der, offset + 1, offset + 2));
    const end = offset + 2 + length;
    return { value: BigInt(dataSlice(der, offset + 2, end)), end };
  };
  const r = integerAt(2);
  const { value: s } = integerAt(r.end);
  return { r: r.value, s: s > P256_ORDER / 2n ? P256_ORDER - s : s };
}
