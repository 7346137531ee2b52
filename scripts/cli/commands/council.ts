/** `corridor council ...`: proposals that k of n members sign, each with their own key on their own machine. */
import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { PartyProfile } from '../../../protocol/documents/party-profile.ts';
import { partyProfileSchema } from '../../../protocol/documents/party-profile.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { CliError, EXIT } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { type Proposal, writeProposal } from '../support/council-file.ts';
import { instant, opaqueId, wholeNumber, word } from '../support/inputs.ts';
import { describeKeyFile } from '../support/key-file.ts';
import {
  type ProposalBase,
  propose,
  proposeCouncil,
  proposeKey,
  proposeParty,
  randomOpaqueId,
} from '../support/proposals.ts';
import { addSigningCommands, proposalLines } from './council-sign.ts';

const DAY_SECONDS = 86_400;

/** Options of every proposal. */
interface ProposalOptions {
  readonly jurisdiction: string;
  readonly out: string;
}

export function addCouncilCommands(program: Command, withContext: WithContext): void {
  const council = program
    .command('council')
    .description('enrol, suspend and revoke; each command writes a proposal file for the members to sign');
  const proposal = (name: string, description: string) =>
    council
      .command(name)
      .description(description)
      .requiredOption('--jurisdiction <code>', 'whose council, for example CN', jurisdictionCode)
      .requiredOption('--out <file>', 'proposal file to write');
  addPartyProposals(proposal, withContext);
  addKeyProposals(proposal, withContext);
  addRuleProposals(proposal, withContext);
  addSigningCommands(council, withContext);
}

type NewProposal = (name: string, description: string) => Command;

function addPartyProposals(proposal: NewProposal, withContext: WithContext): void {
  proposal('enrol-party', 'enrol a party with its first role')
    .requiredOption('--role <code>', 'for example BROKER')
    .requiredOption('--profile <file>', 'JSON file of schema corridor/party-profile/1; its partyId may be left out')
    .action(withContext(enrolParty));
  proposal('set-role', 'grant or take a role')
    .requiredOption('--party <id>', 'party', opaqueId)
    .requiredOption('--role <code>', 'role')
    .option('--take', 'take the role instead of granting it')
    .action(
      withContext(
        (
          context,
          { party, role, take, ...options }: ProposalOptions & { party: string; role: string; take?: boolean },
        ) => write(context, options, (base) => propose(base, 'SetPartyRole', { partyId: party, role, granted: !take })),
      ),
    );
  for (const [name, status] of [
    ['suspend', 'SUSPENDED'],
    ['reinstate', 'ACTIVE'],
  ] as const) {
    proposal(name, `${name} a party`)
      .requiredOption('--party <id>', 'party', opaqueId)
      .requiredOption('--reason <code>', status === 'ACTIVE' ? 'SUSPENSION_ENDED' : 'for example UNDER_INVESTIGATION')
      .action(
        withContext((context, { party, reason, ...options }: ProposalOptions & { party: string; reason: string }) =>
          write(context, options, (base) => propose(base, 'SetPartyStatus', { partyId: party, status, reason })),
        ),
      );
  }
}

function addKeyProposals(proposal: NewProposal, withContext: WithContext): void {
  proposal('enrol-key', 'enrol a key of a person by its fingerprint')
    .requiredOption('--party <id>', 'party that the person acts for', opaqueId)
    .option('--operator <id>', 'the person, if enrolled before; two keys of one person must name the same', opaqueId)
    .requiredOption('--signer <address>', 'address of the key, or its key file')
    .option('--days <n>', 'validity in days', wholeNumber, 365)
    .action(withContext(enrolKey));
  proposal('revoke-key', 'revoke a key at once')
    .requiredOption('--key-id <id>', 'fingerprint', word)
    .requiredOption('--reason <code>', 'KEY_LOST, KEY_COMPROMISED or OPERATOR_LEFT')
    .option('--suspect-from <time>', 'from when its signatures are doubtful, RFC 3339', instant)
    .action(
      withContext(
        (
          context,
          {
            keyId,
            reason,
            suspectFrom = 0,
            ...options
          }: ProposalOptions & { keyId: string; reason: string; suspectFrom?: number },
        ) =>
          write(context, options, (base) => propose(base, 'RevokeKey', { revokedKeyId: keyId, suspectFrom, reason })),
      ),
    );
}

interface PolicyOptions extends ProposalOptions {
  readonly green: number;
  readonly yellow: number;
  readonly orange: number;
  readonly red: number;
  readonly endorsements: number;
  readonly minimumLane: string;
  readonly arrival?: boolean;
}

function addRuleProposals(proposal: NewProposal, withContext: WithContext): void {
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
          write(context, options, (base) => proposeCouncil(base, members.split(',').map(word), threshold)),
      ),
    );
  proposal('pause', 'stop every action of the own jurisdiction for 24 hours')
    .requiredOption('--reason <code>', 'KEY_COMPROMISED or UNDER_INVESTIGATION')
    .action(
      withContext((context, { reason, ...options }: ProposalOptions & { reason: string }) =>
        write(context, options, (base) => propose(base, 'PauseJurisdiction', { reason })),
      ),
    );
  proposal('resume', 'end a pause').action(
    withContext((context, options: ProposalOptions) =>
      write(context, options, (base) => propose(base, 'ResumeJurisdiction', {})),
    ),
  );
}

function jurisdictionCode(text: string): string {
  if (/^[A-Z]{2}$/.test(text)) return text;
  throw new CliError('INVALID_JURISDICTION', 'A jurisdiction is two capital letters.', 'Write CN or MY.');
}

async function enrolParty(
  context: CliContext,
  { role, profile: file, ...options }: ProposalOptions & { role: string; profile: string },
): Promise<void> {
  const given = parseStrictJson(new Uint8Array(await readFile(file)));
  const parsed = partyProfileSchema.safeParse({
    partyId: randomOpaqueId(),
    jurisdiction: options.jurisdiction,
    ...(given as object),
  });
  if (!parsed.success) {
    throw new CliError('PROFILE_INVALID', 'The profile does not fit its schema.', 'Correct the fields named above.', {
      where: [file, ...parsed.error.issues.map(({ path, message }) => `/${path.join('/')} ${message}`)],
      exitCode: EXIT.INVALID,
    });
  }
  const profile: PartyProfile = parsed.data;
  await write(context, options, (base) => proposeParty(base, profile, role));
}

async function enrolKey(
  context: CliContext,
  {
    party,
    operator,
    signer,
    days,
    ...options
  }: ProposalOptions & { party: string; operator?: string; signer: string; days: number },
): Promise<void> {
  const bytes = /^0x[0-9a-fA-F]+$/.test(signer)
    ? signer.toLowerCase()
    : (await describeKeyFile(signer)).address.toLowerCase();
  await write(context, options, (base) =>
    proposeKey(base, {
      partyId: party,
      operatorId: operator ?? randomOpaqueId(),
      signer: bytes,
      validFrom: base.signedAt,
      validUntil: base.signedAt + days * DAY_SECONDS,
    }),
  );
}

function setPolicy(context: CliContext, options: PolicyOptions): Promise<void> {
  return write(context, options, (base) =>
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

async function write(
  context: CliContext,
  { jurisdiction, out }: ProposalOptions,
  make: (base: ProposalBase) => Proposal,
): Promise<void> {
  const taken = await stat(out).then(
    () => true,
    () => false,
  );
  if (taken)
    throw new CliError('FILE_EXISTS', 'The proposal file exists already.', 'Choose another name.', { where: [out] });
  const { chainId, verifyingContract, ledgerId } =
    (await context.profile())?.ledger ?? (await (await context.client()).readLedger());
  const ledger = { chainId, verifyingContract, ledgerId };
  const proposal = make({ ledger, jurisdiction, signedAt: Math.floor(Date.now() / 1000) });
  await writeProposal(out, proposal);
  context.out.result({ file: out, ...proposal }, () => [
    ...proposalLines(proposal),
    '',
    `Written to ${out}. Each member signs it: corridor council sign ${out} --key FILE`,
  ]);
}
