/** Everything that the benchmark measures of ours; the snapshot test runs exactly this. */
import { type ActionGas, measureActions } from './actions.ts';
import { type Evm, startEvm } from './evm.ts';
import { deployLedger } from './ledger.ts';
import { type ManifestGas, measureManifest } from './manifest.ts';
import { enrolParties, enrolPeople } from './people.ts';
import { measureRegistry } from './registry.ts';
import type { Scheme } from './signers.ts';

export const BATCH = 50;
export const SCHEMES: readonly Scheme[] = ['secp256k1', 'passkey'];

export interface SchemeGas {
  /** One action in a transaction of its own. */
  readonly alone: ActionGas;
  /** Per action, in a transaction of `BATCH`. */
  readonly batch: ActionGas;
}

export interface OurGas {
  readonly actions: Readonly<Record<Scheme, SchemeGas>>;
  readonly registry: ActionGas;
  readonly manifest: ManifestGas;
}

/** Measures on an EVM of its own. */
export async function measureOurs(): Promise<OurGas> {
  const evm = await startEvm();
  try {
    return await measureOn(evm);
  } finally {
    await evm.close();
  }
}

/** Measures on a running EVM, so that peers can be measured on the same one. */
export async function measureOn(evm: Evm): Promise<OurGas> {
  const ledger = await deployLedger(evm);
  await enrolParties(ledger);
  const measureScheme = async (scheme: Scheme) => {
    const people = await enrolPeople(ledger, scheme);
    const alone = await measureActions(ledger, people, scheme, 1);
    const batch = await measureActions(ledger, people, scheme, BATCH);
    return { people, gas: { alone, batch } };
  };
  const wallets = await measureScheme('secp256k1');
  const passkeys = await measureScheme('passkey');
  const manifest = await measureManifest(evm, ledger, wallets.people);
  const registry = await measureRegistry(ledger);
  return { actions: { secp256k1: wallets.gas, passkey: passkeys.gas }, registry, manifest };
}
