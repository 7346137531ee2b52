/** What every command that writes a proposal shares. */
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { ALL_JURISDICTIONS } from '../../../protocol/actions.ts';
import { CliError } from '../support/cli-error.ts';
import type { CliContext } from '../support/context.ts';
import { type Proposal, writeProposal } from '../support/council-file.ts';
import type { ProposalBase } from '../support/proposals.ts';
import { proposalLines } from './council-sign.ts';

/** Declares a command that writes a proposal. */
export type NewProposal = (name: string, description: string) => Command;

/** Options of every proposal. */
export interface ProposalOptions {
  readonly jurisdiction: string;
  readonly out: string;
}

/** Commander parser of a council: `CN`, or `ALL` for what every council signs together. */
export function jurisdictionCode(text: string): string {
  if (/^[A-Z]{2}$/.test(text) || text === ALL_JURISDICTIONS) return text;
  throw new CliError('INVALID_JURISDICTION', 'A jurisdiction is two capital letters.', 'Write CN, MY or ALL.');
}

/** Makes a proposal and writes it to a new file. */
export async function writeNewProposal(
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
