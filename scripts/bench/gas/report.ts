/** The benchmark's tables. */
import type { ActionGas } from './actions.ts';
import { CONSIGNMENTS, type ManifestGas } from './manifest.ts';
import { BATCH, type OurGas, SCHEMES, type SchemeGas } from './ours.ts';
import type { PeerGas } from './peers.ts';
import type { Scheme } from './signers.ts';

/** Most gas that an action of a batch may use. */
export const AIM: Readonly<Record<Scheme, number>> = { secp256k1: 80_000, passkey: 105_000 };
/** Most gas that a manifest may use for each of its consignments. */
export const AIM_PER_CONSIGNMENT = 100;

export interface Miss {
  readonly figure: string;
  readonly gas: number;
  readonly aim: number;
}

/** Figures that miss their aim. */
export function misses(ours: OurGas): Miss[] {
  const actions = SCHEMES.flatMap((scheme) =>
    Object.entries(ours.actions[scheme].batch)
      .filter(([, gas]) => gas >= AIM[scheme])
      .map(([name, gas]) => ({ figure: `${name}, ${scheme}, batch of ${BATCH}`, gas, aim: AIM[scheme] })),
  );
  const gas = gasPerConsignment(ours);
  const manifest = { figure: `manifest, per consignment, batch of ${BATCH}`, gas, aim: AIM_PER_CONSIGNMENT };
  return gas < AIM_PER_CONSIGNMENT ? actions : [...actions, manifest];
}

/** Share of one consignment in a manifest's root that is lodged in a batch, with a wallet's signature. */
function gasPerConsignment(ours: OurGas): number {
  return (ours.actions.secp256k1.batch.LodgeDocument ?? Number.NaN) / CONSIGNMENTS;
}

export function printReport(ours: OurGas, peers: PeerGas): void {
  printActions(ours.actions);
  printPeers(peers);
  printManifest(ours.manifest, gasPerConsignment(ours));
  printRegistry(ours.registry);
  for (const { figure, gas, aim } of misses(ours))
    console.log(`MISSES ITS AIM  ${figure}: ${number(gas)}, aim ${number(aim)}`);
}

const number = (gas: number) => gas.toLocaleString('en-US', { maximumFractionDigits: 1 });
const cell = (text: string | number) => (typeof text === 'number' ? number(text) : text).padStart(12);
const row = (name: string, ...cells: (string | number)[]) =>
  console.log(`${name.padEnd(34)}${cells.map(cell).join('')}`);

function printActions(actions: Readonly<Record<Scheme, SchemeGas>>): void {
  console.log(`\nGas per action, each on a case of its own; batch = ${BATCH} in one transaction\n`);
  row('', 'secp256k1', 'secp256k1', 'passkey', 'passkey');
  row('', 'alone', 'batch', 'alone', 'batch');
  for (const name of Object.keys(actions.secp256k1.alone)) {
    const figures = SCHEMES.flatMap((scheme) => [actions[scheme].alone[name] ?? '', actions[scheme].batch[name] ?? '']);
    row(name, ...figures);
  }
  row('aim', '', `< ${number(AIM.secp256k1)}`, '', `< ${number(AIM.passkey)}`);
}

function printPeers(peers: PeerGas): void {
  console.log('\nPeers, same EVM, same run: secp256k1 where signed; no roles, no states, no case\n');
  row('', 'alone', 'batch');
  row('EAS attestByDelegation', peers.easAttestByDelegation, '');
  row('EAS multiAttestByDelegation', '', peers.easMultiAttestByDelegation);
  row('OpenAttestation issue (unsigned)', peers.openAttestationIssue, '');
}

function printManifest({ lodge, verifyConsignment }: ManifestGas, perConsignment: number): void {
  console.log(`\nManifest of ${number(CONSIGNMENTS)} consignments under one root, secp256k1\n`);
  row('', 'alone', 'batch', 'aim');
  row('lodge the root', lodge, perConsignment * CONSIGNMENTS);
  row('per consignment', lodge / CONSIGNMENTS, perConsignment, `< ${AIM_PER_CONSIGNMENT}`);
  row('verifyConsignment, if sent', verifyConsignment);
}

function printRegistry(registry: ActionGas): void {
  console.log('\nRegistry, alone, signed by two of three council keys (RotateKey: by both keys); no aim\n');
  for (const [name, gas] of Object.entries(registry)) row(name, gas);
  console.log('');
}
