/** The systems of a demonstration: embedded parts on free ports, in folders of the temporary directory. */
import type { LedgerDomain } from '../../protocol/actions.ts';
import type { CouncilKeys } from '../embedded/councils.ts';
import { type Running, Supervisor, type SupervisorOptions } from '../embedded/supervisor/supervisor.ts';
import type { Report } from './report.ts';

/** Twenty people behind one address and a few clerks' sessions would meet the limits that are meant for one person. */
const GATEWAY_ENVIRONMENT = { RATE_WRITES_PER_MINUTE: '6000', RATE_READS_PER_MINUTE: '60000', LOG_LEVEL: 'warn' };

/** What a demonstration says of a system; the rest is the same for all. */
export type SystemPlan = Partial<SupervisorOptions> & { readonly dataDir: string };

export function demoSystem(report: Report, plan: SystemPlan): Supervisor {
  return new Supervisor({
    host: '127.0.0.1',
    port: 0,
    databaseUrl: undefined,
    rpcUrl: undefined,
    ledgerAddress: undefined,
    relayerKeyFile: undefined,
    onProgress: (line) => report.line(`  ${line}`),
    ...plan,
    gatewayEnvironment: { ...GATEWAY_ENVIRONMENT, ...plan.gatewayEnvironment },
  });
}

/** What the scenes need to know of a ledger that was just deployed. */
export interface DeployedLedger {
  readonly rpcUrl: string;
  readonly ledger: LedgerDomain;
  readonly councils: readonly CouncilKeys[];
}

/** @throws {Error} if the system uses a ledger of somebody else */
export function deployedLedger({ ledger }: Running): DeployedLedger {
  if (ledger === undefined) throw new Error('the demo brings its own ledger');
  const { chainId, ledger: verifyingContract, ledgerId } = ledger.deployment;
  return {
    rpcUrl: ledger.rpcUrl,
    ledger: { chainId, verifyingContract: verifyingContract.toLowerCase(), ledgerId },
    councils: ledger.councils,
  };
}
