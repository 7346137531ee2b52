/** `corridor council ...`: proposals that k of n members sign, each with their own key on their own machine. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type PartyProfile, partyProfileSchema } from '../../../protocol/documents/party-profile.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { CliError, EXIT } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { instant, opaqueId, wholeNumber, word } from '../support/inputs.ts';
import { describeKeyFile } from '../support/key-file.ts';
import { propose, proposeKey, proposeParty, randomOpaqueId } from '../support/proposals.ts';
import { jurisdictionCode, type NewProposal, type ProposalOptions, writeNewProposal } from './council-proposal.ts';
import { addAnyProposal, addRuleProposals } from './council-rules.ts';
import { addSigningCommands } from './council-sign.ts';

const DAY_SECONDS = 86_400;

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
  addAnyProposal(proposal, withContext);
  addSigningCommands(council, withContext);
}

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
        ) =>
          writeNewProposal(context, options, (base) =>
            propose(base, 'SetPartyRole', { partyId: party, role, granted: !take }),
          ),
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
          writeNewProposal(context, options, (base) =>
            propose(base, 'SetPartyStatus', { partyId: party, status, reason }),
          ),
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
          writeNewProposal(context, options, (base) =>
            propose(base, 'RevokeKey', { revokedKeyId: keyId, suspectFrom, reason }),
          ),
      ),
    );
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
  await writeNewProposal(context, options, (base) => proposeParty(base, profile, role));
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
  await writeNewProposal(context, options, (base) =>
    proposeKey(base, {
      partyId: party,
      operatorId: operator ?? randomOpaqueId(),
      signer: bytes,
      validFrom: base.signedAt,
      validUntil: base.signedAt + days * DAY_SECONDS,
    }),
  );
}
