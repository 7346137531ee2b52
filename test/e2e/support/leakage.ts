/** T17: everything that went to the chain, and whether any of it gives a document away. */
import { keccak256, sha256, toUtf8Bytes } from 'ethers';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import type { TestChain } from '../../support/chain.ts';

/** Shorter strings (codes, numbers of two digits) would be found by chance in random bytes. */
const SHORTEST = 4;

interface RpcBlock {
  readonly transactions: readonly { readonly input: string }[];
}

/** Calldata and event data of every block since the deployment, one lower-case hex text each, without `0x`. */
export async function everythingOnChain(chain: TestChain): Promise<string[]> {
  const from = chain.deployment.deployBlock + 1;
  const last = Number(await chain.call('eth_blockNumber'));
  const parts: string[] = [];
  for (let number = from; number <= last; number += 1) {
    const block = (await chain.call('eth_getBlockByNumber', [`0x${number.toString(16)}`, true])) as RpcBlock;
    parts.push(...block.transactions.map(({ input }) => input.slice(2).toLowerCase()));
  }
  const filter = { fromBlock: `0x${from.toString(16)}`, toBlock: 'latest' };
  const logs = (await chain.call('eth_getLogs', [filter])) as { data: string; topics: readonly string[] }[];
  parts.push(
    ...logs.map(({ data, topics }) =>
      [data, ...topics]
        .map((hex) => hex.slice(2))
        .join('')
        .toLowerCase(),
    ),
  );
  return parts;
}

/** Every text of documents: values and numbers as text. Ids of the ledger itself are meant to be there. */
export function textsOf(value: JsonValue): Set<string> {
  const texts = new Set<string>();
  const visit = (item: JsonValue): void => {
    if (typeof item === 'string' && item.length >= SHORTEST && !/^0x[0-9a-f]+$/.test(item)) texts.add(item);
    if (typeof item === 'object' && item !== null) for (const member of Object.values(item)) visit(member);
  };
  visit(value);
  return texts;
}

/**
 * Texts that stand on chain: in the clear, or as an unsalted hash that a guess could confirm.
 * @param allowed codes that the ledger knows by their hash
 */
export function leaks(onChain: readonly string[], texts: ReadonlySet<string>, allowed: ReadonlySet<string>): string[] {
  return [...texts].filter((text) => {
    if (allowed.has(text)) return false;
    const bytes = toUtf8Bytes(text);
    const forms = [Buffer.from(bytes).toString('hex'), keccak256(bytes).slice(2), sha256(bytes).slice(2)];
    return onChain.some((part) => forms.some((form) => part.includes(form)));
  });
}
