/** The two sides of the corridor: a system each, over the chain that China's keeps. */
import path from 'node:path';
import { type GatewayKeyFile, openGatewayKey } from '../embedded/gateway-key.ts';
import { openRelayerKey } from '../embedded/relayer-key.ts';
import { ledgerEnvironment, type Running, type Supervisor } from '../embedded/supervisor/supervisor.ts';
import { freePort } from '../test/ports.ts';
import type { Report } from './report.ts';
import type { Side } from './roster.ts';
import { type DeployedLedger, demoSystem, deployedLedger } from './system.ts';

/** Pause between two looks at the other gateway, milliseconds. */
const LOOK_MS = 250;
const OTHER = { CN: 'MY', MY: 'CN' } as const satisfies Record<Side, Side>;

export interface Sides {
  readonly gateways: Readonly<Record<Side, string>>;
  readonly keys: Readonly<Record<Side, GatewayKeyFile>>;
  start(): Promise<DeployedLedger>;
  /** Kills the gateway of Malaysia as a power cut would. */
  killMalaysia(): Promise<void>;
  /** Starts Malaysia's system again in its own folder. */
  restartMalaysia(): Promise<void>;
  /** Stops whatever runs. */
  stop(): Promise<void>;
}

/** Draws ports and keys, so that each side can be told of the other before either runs. */
export async function prepareSides(report: Report, directory: string): Promise<Sides> {
  const folders = { CN: path.join(directory, 'china'), MY: path.join(directory, 'malaysia') };
  const ports = { CN: await freePort(), MY: await freePort() };
  const gateways = { CN: `http://127.0.0.1:${ports.CN}`, MY: `http://127.0.0.1:${ports.MY}` };
  const keys = {
    CN: await openGatewayKey(path.join(folders.CN, 'gateway.key'), 'china.example/gateway'),
    MY: await openGatewayKey(path.join(folders.MY, 'gateway.key'), 'malaysia.example/gateway'),
  };
  const relayer = await openRelayerKey(path.join(folders.MY, 'relayer.key'));
  const common = (side: Side) => ({
    dataDir: folders[side],
    port: ports[side],
    onProgress: (line: string) => report.line(`  ${side}: ${line}`),
  });
  const environment = (side: Side) => ({
    PEER_GATEWAYS: `${keys[OTHER[side]].verifierKey} ${gateways[OTHER[side]]} ${OTHER[side]}`,
    WITNESS_INTERVAL_MS: String(LOOK_MS),
  });
  const china = demoSystem(report, { ...common('CN'), gatewayEnvironment: environment('CN'), fund: [relayer.address] });
  let malaysia: { readonly system: Supervisor; readonly running: Running } | undefined;
  let deployed: Running['ledger'];

  async function startMalaysia(): Promise<void> {
    if (deployed === undefined) throw new Error('the ledger is deployed first');
    const { rpcUrl, deployment } = deployed;
    const system = demoSystem(report, {
      ...common('MY'),
      rpcUrl,
      ledgerAddress: deployment.ledger,
      gatewayEnvironment: { ...environment('MY'), ...ledgerEnvironment(rpcUrl, deployment) },
    });
    try {
      malaysia = { system, running: await system.start() };
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  return {
    gateways,
    keys,
    async start() {
      const running = await china.start();
      deployed = running.ledger;
      await startMalaysia();
      return deployedLedger(running);
    },
    async killMalaysia() {
      const pid = malaysia?.running.pids['gateway'];
      if (malaysia === undefined || pid === undefined) throw new Error('the gateway of Malaysia does not run');
      process.kill(pid, 'SIGKILL');
      await malaysia.system.failed;
      await malaysia.system.stop();
      malaysia = undefined;
    },
    restartMalaysia: startMalaysia,
    async stop() {
      await malaysia?.system.stop();
      await china.stop();
    },
  };
}
