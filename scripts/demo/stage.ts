/** What the scenes of the demo share: the running system, the people on it, and how an action is timed and shown. */
import path from 'node:path';
import type { ActionStatus } from '../../client/types.ts';
import type { LedgerDomain } from '../../protocol/actions.ts';
import type { Person } from './person.ts';
import type { Report } from './report.ts';
import type { PartyName, PersonName, Side } from './roster.ts';

export interface Stage {
  /** The gateway that the people of each side use. */
  readonly gateways: Readonly<Record<Side, string>>;
  readonly rpcUrl: string;
  readonly ledger: LedgerDomain;
  /** Temporary directory; removed at the end. */
  readonly directory: string;
  readonly report: Report;
  readonly parties: Readonly<Record<PartyName, string>>;
  readonly people: Readonly<Record<PersonName, Person>>;
}

/** Path of a file in the folder of the demo. */
export function fileOf(stage: Pick<Stage, 'directory'>, name: string): string {
  return path.join(stage.directory, name);
}

/** Waits until the gateway of a person has seen the last action, which the other side's may have carried. */
export async function catchUp({ report }: Pick<Stage, 'report'>, person: Person): Promise<void> {
  const digest = report.steps.at(-1)?.digest;
  if (digest !== undefined) await person.ask('awaitAction', { digest });
}

/** Runs one signed action and shows who signed, its gas and its time. */
export async function act<T extends ActionStatus | { readonly status: ActionStatus }>(
  stage: Pick<Stage, 'report'>,
  what: string,
  person: Person,
  work: (person: Person) => Promise<T>,
): Promise<T> {
  await catchUp(stage, person);
  const started = performance.now();
  const result = await work(person);
  const status = typeof result.status === 'object' ? result.status : (result as ActionStatus);
  stage.report.step(what, person.title, status, performance.now() - started);
  return result;
}
