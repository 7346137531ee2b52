/** `corridor party [ID]` and `corridor jurisdiction` */
import type { Command } from 'commander';
import type { Party } from '../../../client/types.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { opaqueId } from '../support/inputs.ts';
import { localTime, pairs, shortId, table } from '../support/output.ts';

export function addPartyCommands(program: Command, withContext: WithContext): void {
  program
    .command('party')
    .description('enrolled parties, or one with its keys')
    .argument('[id]', 'party', opaqueId)
    .option('--jurisdiction <code>', 'only of this jurisdiction')
    .option('--role <code>', 'only with this role')
    .action(withContext(party));
  program.command('jurisdictions').description('councils and policies').action(withContext(jurisdictions));
}

async function party(
  context: CliContext,
  id: string | undefined,
  options: { readonly jurisdiction?: string; readonly role?: string },
): Promise<void> {
  const { client } = await context.session();
  if (id !== undefined) {
    const found = await client.readParty(id);
    return context.out.result(found, () => partyLines(found));
  }
  const { jurisdiction, role } = options;
  const page = await client.listParties({ jurisdiction, role, limit: 100 });
  context.out.result(page, () => [
    ...table(
      ['party', 'side', 'roles', 'status', 'name'],
      page.items.map((item) => [
        item.partyId,
        item.jurisdiction,
        item.roles.join(' '),
        item.status,
        item.profile.legalName ?? '-',
      ]),
    ),
    ...(page.nextCursor ? ['There are more; use --json or narrow the search.'] : []),
  ]);
}

function partyLines({ profile, keys, ...party }: Party): string[] {
  return [
    ...pairs([
      ['party', party.partyId],
      ['name', [profile.legalName, profile.localName].filter(Boolean).join(' / ') || undefined],
      ['side', party.jurisdiction],
      ['roles', party.roles.join(', ')],
      ['status', party.statusReason === null ? party.status : `${party.status} (${party.statusReason})`],
      ['enrolled', localTime(party.enrolledAt)],
    ]),
    '',
    ...table(
      ['key fingerprint', 'person', 'kind', 'standing', 'until'],
      keys.map((key) => [shortId(key.keyId), key.operatorId, key.type, key.standing, localTime(key.validUntil)]),
    ),
  ];
}

async function jurisdictions(context: CliContext): Promise<void> {
  const { client } = await context.session();
  const { items, mutualRecognition } = await client.listJurisdictions();
  context.out.result({ items, mutualRecognition }, () => [
    ...table(
      ['side', 'council', 'officers to release (green yellow orange red)', 'endorsements', 'arrival', 'paused until'],
      items.map(({ code, council, policy, pausedUntil }) => [
        code,
        `${council.threshold} of ${council.members.length}`,
        policy ? [policy.quorumGreen, policy.quorumYellow, policy.quorumOrange, policy.quorumRed].join(' ') : '-',
        String(policy?.minimumEndorsements ?? '-'),
        policy?.arrivalRequired ? 'required' : 'not required',
        localTime(pausedUntil),
      ]),
    ),
    `Mutual recognition of economic operators: ${mutualRecognition ? 'on' : 'off'}`,
  ]);
}
