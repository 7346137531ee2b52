/** First scene: each council, two of three, enrols the parties and the people of its own side. */
import path from 'node:path';
import type { LedgerDomain } from '../../protocol/actions.ts';
import type { PartyProfile } from '../../protocol/documents/party-profile.ts';
import type { Proposal } from '../cli/support/council-file.ts';
import { writeProposal } from '../cli/support/council-file.ts';
import { propose, proposeKey, proposeParty, randomOpaqueId } from '../cli/support/proposals.ts';
import type { CouncilKeys } from '../embedded/councils.ts';
import { type Person, startPerson } from './person.ts';
import type { Report } from './report.ts';
import { PARTIES, type PartyName, type PartyPlan, type PersonName, POLICIES, type Side } from './roster.ts';

const YEAR_SECONDS = 365 * 86_400;

/** What enrolment needs of the running system. */
export interface EnrolmentSetting {
  readonly gateways: Readonly<Record<Side, string>>;
  readonly rpcUrl: string;
  readonly ledger: LedgerDomain;
  readonly directory: string;
  readonly councils: readonly CouncilKeys[];
  readonly report: Report;
}

export interface Enrolled {
  readonly parties: Readonly<Record<PartyName, string>>;
  readonly people: Readonly<Record<PersonName, Person>>;
}

/** Starts the processes of all people; each makes its own key and ends with the demonstration. */
export async function startPeople(
  directory: string,
  atEnd: (stop: () => Promise<unknown>) => void,
): Promise<Map<string, { person: Person; signer: string }>> {
  const names = PARTIES.flatMap(({ people }) => people);
  const started = await Promise.all(
    names.map(async (name, index) => {
      const person = startPerson(name);
      atEnd(() => person.leave());
      const folder = path.join(directory, 'people', String(index));
      const place = { keyFile: path.join(folder, 'key.json'), passwordFile: path.join(folder, 'password') };
      return { person, signer: (await person.ask('createKey', place)).signer };
    }),
  );
  return new Map(started.map((entry) => [entry.person.title, entry]));
}

/** Both councils work at the same time, as they would. */
export async function enrolEverybody(
  setting: EnrolmentSetting,
  people: ReadonlyMap<string, { readonly person: Person; readonly signer: string }>,
): Promise<Enrolled> {
  setting.report.scene('Each council enrols its own side: two of three members sign each action');
  const ids = new Map<string, string>();
  await Promise.all(setting.councils.map((council) => enrolSide(setting, council, people, ids)));
  return {
    parties: Object.fromEntries(ids) as Record<PartyName, string>,
    people: Object.fromEntries([...people].map(([name, { person }]) => [name, person])) as Record<PersonName, Person>,
  };
}

async function enrolSide(
  setting: EnrolmentSetting,
  council: CouncilKeys,
  people: ReadonlyMap<string, { readonly person: Person; readonly signer: string }>,
  ids: Map<string, string>,
): Promise<void> {
  const side = council.code as Side;
  const members = await startMembers(council);
  const decide = councilDecision(setting, side, members);
  try {
    await decide(propose(base(setting, side), 'SetPolicy', POLICIES[side]), 'set policy');
    const plans: readonly PartyPlan[] = PARTIES.filter((plan) => plan.side === side);
    for (const plan of plans) {
      const partyId = randomOpaqueId();
      ids.set(plan.name, partyId);
      const clerk = people.get(`clerk, ${side === 'CN' ? 'GACC' : 'RMCD'}`)?.person;
      await decide(
        proposeParty(base(setting, side), profileOf(plan, partyId), plan.role),
        `enrol ${plan.legalName}`,
        clerk,
      );
      await Promise.all(
        plan.people.map(async (name) => {
          const { person, signer } = people.get(name) ?? missing(name);
          await decide(proposeKey(base(setting, side), keyOf(partyId, signer)), `enrol key of ${name}`);
          const { gateways, ledger, rpcUrl } = setting;
          await person.ask('signIn', { gateway: gateways[side], ledger, rpcUrl });
        }),
      );
    }
  } finally {
    await Promise.all(members.map((member) => member.leave()));
  }
}

function base({ ledger }: EnrolmentSetting, jurisdiction: Side) {
  return { ledger, jurisdiction, signedAt: Math.floor(Date.now() / 1000) };
}

function keyOf(partyId: string, signer: string) {
  const validFrom = Math.floor(Date.now() / 1000) - 60;
  return { partyId, operatorId: randomOpaqueId(), signer, validFrom, validUntil: validFrom + YEAR_SECONDS };
}

function profileOf({ side, legalName, localName }: PartyPlan, partyId: string): PartyProfile {
  const names = { legalName, ...(localName === undefined ? {} : { localName }) };
  return { schema: 'corridor/party-profile/1', simulated: true, partyId, jurisdiction: side, ...names };
}

/** Opens as many members' key files as the council needs, each in a process of its own. */
async function startMembers({ code, members, threshold, passwordFile }: CouncilKeys): Promise<Person[]> {
  return Promise.all(
    members.slice(0, threshold).map(async ({ file }, index) => {
      const member = startPerson(`council ${code} ${index + 1}`);
      await member.ask('openKey', { keyFile: file, passwordFile });
      return member;
    }),
  );
}

/** Passes a proposal file from member to member, then hands it in. */
function councilDecision({ directory, gateways, report }: EnrolmentSetting, side: Side, members: readonly Person[]) {
  const gateway = gateways[side];
  let count = 0;
  return async (proposal: Proposal, what: string, submitter?: Person): Promise<void> => {
    count += 1;
    const file = path.join(directory, `proposal-${side}-${count}.json`);
    const started = performance.now();
    await writeProposal(file, proposal);
    for (const member of members) await member.ask('signProposal', { file });
    const [anyone] = members;
    const status = await (submitter ?? anyone ?? missing('council')).ask('submitProposal', { file, gateway });
    const by = `council ${side}, ${members.length} of 3`;
    report.step(what, by, status, performance.now() - started);
  };
}

function missing(name: string): never {
  throw new Error(`there is no ${name}`);
}
