/**
 * Chains on which no ledger is deployed and no gateway runs: development chains, whose ids everybody shares, so that a
 * signature made on one would be good on another; and public networks, where the metadata of customs traffic would be
 * anybody's for ever and gas costs money.
 *
 * @see https://chainid.network for the ids
 */
const REFUSED_CHAINS: ReadonlyMap<number, string> = new Map([
  [1, 'Ethereum'],
  [10, 'OP Mainnet'],
  [25, 'Cronos'],
  [56, 'BNB Smart Chain'],
  [61, 'Ethereum Classic'],
  [100, 'Gnosis'],
  [137, 'Polygon'],
  [250, 'Fantom'],
  [324, 'ZKsync Era'],
  [1337, 'a development chain'],
  [5000, 'Mantle'],
  [8453, 'Base'],
  [31_337, 'a development chain'],
  [42_161, 'Arbitrum One'],
  [42_220, 'Celo'],
  [43_114, 'Avalanche'],
  [59_144, 'Linea'],
  [534_352, 'Scroll'],
]);

/** Why a chain is refused, as the name that people know it by; undefined if it is not. */
export function refusedChain(chainId: number): string | undefined {
  return REFUSED_CHAINS.get(chainId);
}

/** Ids of all of them. */
export const REFUSED_CHAIN_IDS: readonly number[] = [...REFUSED_CHAINS.keys()];
