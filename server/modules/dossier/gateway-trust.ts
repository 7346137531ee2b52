/** What this gateway would pin if it were somebody else: the deployment, its founding councils, itself and its peers. */

import { DEFAULT_FRESHNESS_SECONDS, TRUST_FORMAT, type Trust } from '../../../protocol/dossier/trust.ts';
import { formatGatewayKey, type GatewayKey } from '../../../protocol/log/gateway-key.ts';
import type { Deployment } from '../../chain/deployment.ts';
import type { Db } from '../../database/pool.ts';
import { codeArg, listArg, numberArg } from '../projection/event-args.ts';
import { foundingEvent } from '../projection/projection.repository.ts';
import { eventsOf } from '../projection/rows.ts';

export interface TrustDeps {
  readonly db: Db;
  readonly deployment: Deployment;
  /** This gateway first. */
  readonly gateways: readonly GatewayKey[];
}

/** Signers that a checkpoint needs where there are several gateways: no single one can rewrite the log unseen. */
const TWO_SIDES = 2;

/** @returns undefined until the founding councils were read from the chain */
export async function gatewayTrust({ db, deployment, gateways }: TrustDeps): Promise<Trust | undefined> {
  const founding = await foundingEvent(db);
  if (founding === undefined) return undefined;
  const { chainId, ledger, ledgerId, verifiers } = deployment;
  const councils = eventsOf(founding, 'CouncilChanged').map((args) => ({
    jurisdiction: codeArg(args, 'jurisdiction'),
    members: listArg(args, 'members').sort(),
    threshold: numberArg(args, 'threshold'),
  }));
  return {
    format: TRUST_FORMAT,
    ledger: { chainId, verifyingContract: ledger, ledgerId },
    verifiers: { ...verifiers },
    councils: councils.sort((a, b) => (a.jurisdiction < b.jurisdiction ? -1 : 1)),
    gateways: gateways.map(formatGatewayKey),
    requiredSigners: Math.min(TWO_SIDES, gateways.length),
    freshnessSeconds: DEFAULT_FRESHNESS_SECONDS,
  };
}
