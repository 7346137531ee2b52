/** `corridor council show|sign|submit FILE` */
import type { Command } from 'commander';
import { prepareDocument } from '../../../client/documents.ts';
import { submitPrepared, uploadDocument } from '../../../client/submit.ts';
import { keyIdOf } from '../../../protocol/actions.ts';
import { CliError, EXIT } from '../support/cli-error.ts';
import { confirmSigning, describeAction } from '../support/confirm.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import {
  assertConsistent,
  type Proposal,
  proposalDigest,
  readProposal,
  signProposal,
  writeProposal,
} from '../support/council-file.ts';
import { pairs } from '../support/output.ts';
import { actionLines } from '../support/render-action.ts';

export function addSigningCommands(council: Command, withContext: WithContext): void {
  council.command('show').description('what a proposal says').argument('<file>').action(withContext(show));
  council
    .command('sign')
    .description('add your signature; shows the fingerprint that you approve')
    .argument('<file>')
    .action(withContext(sign));
  council
    .command('submit')
    .description('send a proposal that enough members have signed')
    .argument('<file>')
    .action(withContext(submit));
}

/** A proposal as its members should see it before they sign. */
export function proposalLines(proposal: Proposal): string[] {
  const { action, content, ledger } = proposal;
  const profile = content?.document as { legalName?: string; localName?: string } | undefined;
  return [
    `${action.kind}`,
    ...describeAction(action).map((line) => `  ${line}`),
    ...pairs([
      ['  party name', profile?.legalName && [profile.legalName, profile.localName].filter(Boolean).join(' / ')],
      [
        '  key approved',
        action.kind === 'EnrolKey'
          ? `${action.attachment} with fingerprint ${keyIdOf(action.attachment ?? '0x')}`
          : undefined,
      ],
      ['  ledger', `${ledger.verifyingContract} on chain ${ledger.chainId}`],
      ['  digest', proposalDigest(proposal)],
    ]),
    `  signed by ${action.signatures.length === 0 ? 'nobody yet' : ''}`,
    ...action.signatures.map(({ signer }) => `    ${signer}  ${keyIdOf(signer)}`),
  ];
}

async function show(context: CliContext, file: string): Promise<void> {
  const proposal = await readProposal(file);
  assertConsistent(proposal);
  context.out.result({ digest: proposalDigest(proposal), ...proposal }, () => proposalLines(proposal));
}

async function sign(context: CliContext, file: string): Promise<void> {
  const proposal = await readProposal(file);
  assertConsistent(proposal);
  await assertPinnedLedger(context, proposal);
  for (const line of proposalLines(proposal)) context.out.note(line);
  const signer = await context.signer();
  const prepared = { action: proposal.action, digest: proposalDigest(proposal) };
  await confirmSigning(context.out, context.process, context.options, prepared);
  const signed = await signProposal(proposal, signer);
  await writeProposal(file, signed);
  context.out.result({ file, signatures: signed.action.signatures.length, keyId: signer.keyId }, () => [
    `Signed; ${signed.action.signatures.length} signatures so far. When there are enough: corridor council submit ${file}`,
  ]);
}

/** A member who has pinned a ledger signs for no other. */
async function assertPinnedLedger(context: CliContext, { ledger }: Proposal): Promise<void> {
  const pinned = (await context.profile())?.ledger;
  if (pinned === undefined || pinned.ledgerId === ledger.ledgerId) return;
  throw new CliError(
    'OTHER_LEDGER',
    'The proposal is for another ledger than the one you trust. Nothing was signed.',
    'Ask whoever gave you the file; use the profile of that ledger (CORRIDOR_HOME) if it is right.',
    { where: [`proposal ${ledger.ledgerId}`, `profile ${pinned.ledgerId}`], exitCode: EXIT.INVALID },
  );
}

async function submit(context: CliContext, file: string): Promise<void> {
  const proposal = await readProposal(file);
  assertConsistent(proposal);
  const { action, ledger } = proposal;
  const status = await context.out.progress('Submitting', async () => {
    const { client, content } = await uploadProfile(context, proposal);
    return submitPrepared({ client, ledger }, { action, digest: proposalDigest(proposal) }, content);
  });
  context.out.result(status, () => actionLines(status));
}

/** A profile is uploaded by someone who is signed in; before the first party is enrolled there is nobody. */
async function uploadProfile(context: CliContext, { content }: Proposal) {
  const profile = await context.profile();
  if (profile?.session === undefined) {
    if (content !== undefined) context.out.note('Not signed in: the gateway will not know the name of this party.');
    return { client: await context.client() };
  }
  const { client } = await context.session();
  if (content === undefined) return { client };
  return { client, content: await uploadDocument(client, prepareDocument(content.document, [], content.secret)) };
}
