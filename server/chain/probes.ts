/** Questions that tell whether a chain node is fit to be used. */
import { concat } from 'ethers';
import { toHex, toNumber } from './hex.ts';
import type { Rpc } from './rpc.ts';

/** Address of the P-256 precompile. @see EIP-7951 */
const P256_PRECOMPILE = '0x0000000000000000000000000000000000000100';

/** Digest, r, s, x, y of a published signature. @see RFC 6979 A.2.5, P-256 with SHA-256 of "sample" */
const P256_VECTOR = concat([
  '0xaf2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf',
  '0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
  '0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  '0x60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6',
  '0x7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
]);

/** Whether the node verifies P-256 by its precompile; without it a batch of passkey signatures needs ten times the gas. */
export async function hasP256Precompile(rpc: Rpc): Promise<boolean> {
  const answer = toHex(await rpc.send('eth_call', [{ to: P256_PRECOMPILE, data: P256_VECTOR }, 'latest']));
  return answer !== '0x' && BigInt(answer) === 1n;
}

/** Number and time of the newest block. */
export async function newestBlock(rpc: Rpc): Promise<{ readonly number: number; readonly time: number }> {
  const block = (await rpc.send('eth_getBlockByNumber', ['latest', false])) as {
    number?: unknown;
    timestamp?: unknown;
  };
  return { number: toNumber(block.number), time: toNumber(block.timestamp) };
}
