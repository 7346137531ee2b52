/** Figures of the write path and the index, asked for when Prometheus asks. */
import { Gauge, type Metrics } from '../../platform/metrics.ts';
import type { ProjectionService } from '../projection/projection.service.ts';
import type { RelayerService } from '../relayer/relayer.service.ts';
import type { WitnessService } from '../witness/witness.service.ts';

export interface CoreFigures {
  readonly projection: ProjectionService;
  readonly relayer: RelayerService;
  readonly witness: WitnessService;
  readonly countByStatus: () => Promise<readonly { readonly status: string; readonly count: number }[]>;
}

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly label?: string;
  /** Value by label; the key does not matter where there is no label. */
  readonly read: () => Promise<readonly (readonly [label: string, value: number])[]>;
}

const WEI_PER_GWEI = 10n ** 9n;

/** Registers the gauges. A figure that cannot be had is left out of the answer; the rest is still told. */
export function registerCoreMetrics(
  { registry }: Metrics,
  { projection, relayer, witness, countByStatus }: CoreFigures,
): void {
  const figures: Figure[] = [
    {
      name: 'corridor_actions',
      help: 'Actions in the outbox by status',
      label: 'status',
      read: async () => (await countByStatus()).map(({ status, count }) => [status, count]),
    },
    {
      name: 'corridor_index_block',
      help: 'Last block that the index has read',
      read: async () => [['', (await projection.status()).blockNumber]],
    },
    {
      name: 'corridor_chain_block',
      help: 'Newest block of the chain node when the index last asked',
      read: async () => [['', (await projection.status()).chainHead]],
    },
    {
      name: 'corridor_ledger_sequence',
      help: 'Last applied action that the index has read',
      read: async () => [['', (await projection.status()).sequence]],
    },
    {
      name: 'corridor_log_alarms',
      help: 'Alarms of rewritten or split history; anything but 0 is an incident',
      read: async () => [['', await witness.alarmCount()]],
    },
    {
      name: 'corridor_log_agreement_age_seconds',
      help: 'Time since the log of another gateway was last found equal to ours',
      label: 'gateway',
      read: () => witness.secondsSinceAgreement(),
    },
    {
      name: 'corridor_relay_balance_ether',
      help: 'Money of a relay account',
      label: 'lane',
      read: async () =>
        (await relayer.status()).lanes.map(({ address, balanceWei }) => [
          address,
          Number(BigInt(balanceWei) / WEI_PER_GWEI) / 1e9,
        ]),
    },
    {
      name: 'corridor_relay_unfinished_seconds',
      help: 'Age of the oldest transaction of a relay account that is not mined',
      label: 'lane',
      read: async () =>
        (await relayer.status()).lanes.map(({ address, unfinishedForMs }) => [address, unfinishedForMs / 1000]),
    },
  ];
  for (const figure of figures) register(registry, figure);
}

function register(registry: Metrics['registry'], { name, help, label, read }: Figure): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [registry],
    async collect(): Promise<void> {
      gauge.reset();
      try {
        for (const [key, value] of await read()) gauge.set(label === undefined ? {} : { [label]: key }, value);
      } catch {
        // Whoever scrapes learns of an outage from the missing figure and from /ready.
        gauge.remove();
      }
    },
  });
}
