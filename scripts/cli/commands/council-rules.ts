/** `corridor council set-policy|set-council|pause|resume|propose` */
import type { ActionFields } from '../../../client/compose.ts';
import {
  ACTION_KINDS,
  type ActionField,
  type ActionKindName,
  membersAttachment,
  membersHash,
} from '../../../protocol/actions.ts';
import { CliError } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { collect, wholeNumber, word } from '../support/inputs.ts';
import { propose, proposeCouncil } from '../support/proposals.ts';
import { type NewProposal, type ProposalOptions, writeNewProposal } from './council-proposal.ts';

interface PolicyOptions extends ProposalOptions {
  readonly green: number;
  readonly yellow: number;
  readonly orange: number;
  readonly red: number;
  readonly endorsements: number;
  readonly minimumLane: string;
  readonly arrival?: boolean;
}

export function addRuleProposals(proposal: NewProposal, withContext: WithContext): void {
  proposal('set-policy', 'what a release needs')
    .option('--green <n>', 'officers for a release on the green lane', wholeNumber, 1)
    .option('--yellow <n>', 'on yellow', wholeNumber, 1)
    .option('--orange <n>', 'on orange', wholeNumber, 1)
    .option('--red <n>', 'on red', wholeNumber, 2)
    .option('--endorsements <n>', 'distinct parties that must have endorsed the declaration', wholeNumber, 0)
    .option('--minimum-lane <code>', 'lowest lane that may be assigned', 'NONE')
    .option('--arrival', 'an import release waits for a recorded arrival')
    .action(withContext(setPolicy));
  proposal('set-council', 'replace the council')
    .requiredOption('--members <ids>', 'fingerprints of the members, separated by commas')
    .requiredOption('--threshold <n>', 'signatures needed', wholeNumber)
    .action(
      withContext(
        (context, { members, threshold, ...options }: ProposalOptions & { members: string; threshold: number }) =>
          writeNewProposal(context, options, (base) => proposeCouncil(base, members.split(',').map(word), threshold)),
      ),
    );
  proposal('pause', 'stop every action of the own jurisdiction for 24 hours')
    .requiredOption('--reason <code>', 'KEY_COMPROMISED or UNDER_INVESTIGATION')
    .action(
      withContext((context, { reason, ...options }: ProposalOptions & { reason: string }) =>
        writeNewProposal(context, options, (base) => propose(base, 'PauseJurisdiction', { reason })),
      ),
    );
  proposal('resume', 'end a pause').action(
    withContext((context, options: ProposalOptions) =>
      writeNewProposal(context, options, (base) => propose(base, 'ResumeJurisdiction', {})),
    ),
  );
}

function setPolicy(context: CliContext, options: PolicyOptions): Promise<void> {
  return writeNewProposal(context, options, (base) =>
    propose(base, 'SetPolicy', {
      quorumGreen: options.green,
      quorumYellow: options.yellow,
      quorumOrange: options.orange,
      quorumRed: options.red,
      minimumEndorsements: options.endorsements,
      minimumLane: options.minimumLane,
      arrivalRequired: options.arrival ?? false,
    }),
  );
}

/** Kinds that councils sign; the others belong to operators. */
const COUNCIL_KINDS = Object.entries(ACTION_KINDS).flatMap(([name, { authority }]) =>
  authority === 'OPERATOR' || authority === 'ROTATION' ? [] : [name as ActionKindName],
);

/** Rare decisions (recovery, a new jurisdiction, a successor) have no command of their own. */
export function addAnyProposal(proposal: NewProposal, withContext: WithContext): void {
  proposal('propose', 'any other council action, its fields by name')
    .argument('<kind>', COUNCIL_KINDS.join(', '))
    .option('--field <name=value>', 'a field of the action; may be repeated', collect)
    .option('--members <ids>', 'member list that the action names by its hash: fingerprints, separated by commas')
    .option('--attachment <hex>', 'other material that the action names by hash')
    .action(withContext(proposeAny));
}

async function proposeAny(
  context: CliContext,
  kind: string,
  options: ProposalOptions & { field?: string[]; members?: string; attachment?: string },
): Promise<void> {
  const known = COUNCIL_KINDS.find((name) => name === kind);
  if (known === undefined) {
    throw new CliError('UNKNOWN_KIND', `Councils sign no ${kind}.`, `Write one of ${COUNCIL_KINDS.join(', ')}.`);
  }
  const members = options.members?.split(',').map(word);
  const fields: ActionFields = {
    ...(members && { members: membersHash(members) }),
    ...Object.fromEntries((options.field ?? []).map((text) => fieldOf(known, text))),
  };
  const attachment = options.attachment ?? (members === undefined ? undefined : membersAttachment(members));
  await writeNewProposal(context, options, (base) => propose(base, known, fields, attachment));
}

/** `threshold=2` as the field's type wants it. @throws {CliError} UNKNOWN_FIELD */
function fieldOf(kind: ActionKindName, text: string): [string, string | number | boolean] {
  const [name = '', ...rest] = text.split('=');
  const value = rest.join('=');
  const fields: readonly ActionField[] = ACTION_KINDS[kind].fields;
  const field = fields.find((candidate) => candidate.name === name);
  if (field === undefined) {
    const names = fields.slice(5).map((each) => each.name);
    throw new CliError('UNKNOWN_FIELD', `${kind} has no field ${name}.`, `Its fields: ${names.join(', ')}.`);
  }
  if (field.type === 'bool') return [name, value === 'true'];
  return [name, field.type.startsWith('uint') ? wholeNumber(value) : value];
}
