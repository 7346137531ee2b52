/** Gas of one manifest of many consignments: anchoring its root, and checking one consignment against it on chain. */
import { id } from 'ethers';
import { documentIdOf } from '../../../protocol/actions.ts';
import { fromHex, toChainHex } from '../../../protocol/merkle/hex.ts';
import { inclusionPath, leafHash, merkleRoot } from '../../../protocol/merkle/rfc6962.ts';
import type { Evm } from './evm.ts';
import type { Ledger } from './ledger.ts';
import { PARTIES, type People } from './people.ts';

export const CONSIGNMENTS = 1000;

export interface ManifestGas {
  /** Whole transaction that lodges the root, sent alone; in a batch it costs what LodgeDocument costs. */
  readonly lodge: number;
  /** Whole transaction that checks one consignment; a call off chain costs nothing. */
  readonly verifyConsignment: number;
}

export async function measureManifest(evm: Evm, ledger: Ledger, people: People): Promise<ManifestGas> {
  const consignments = Array.from({ length: CONSIGNMENTS }, (_, index) => id(`consignment ${index}`));
  const leaves = consignments.map((root) => leafHash(fromHex(root)));
  const root = toChainHex(merkleRoot(leaves));
  const caseId = id('case of the manifest');
  const by = [people.exportBroker];
  await ledger.apply([{ kind: 'OpenCase', fields: { caseId, envelope: id('envelope') }, by }]);
  const { gas: lodge } = await ledger.apply([
    { kind: 'LodgeDocument', fields: { caseId, documentType: 785, root }, by },
  ]);
  const documentId = documentIdOf(caseId, PARTIES.exportBroker.partyId, root);
  const index = 700;
  const path = inclusionPath(leaves, index).map(toChainHex);
  const proof = [caseId, documentId, root, consignments[index], index, CONSIGNMENTS, path];
  const verify = ledger.contract.getFunction('verifyConsignment');
  if ((await verify.staticCall(...proof)) !== true) throw new Error('the consignment does not stand in the manifest');
  const verifyConsignment = await evm.send(ledger.contract, 'verifyConsignment', proof);
  return { lodge, verifyConsignment };
}
