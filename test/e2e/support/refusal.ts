/** Asserting a refusal: the code, and that nothing at all was applied or kept. */
import { expect } from 'chai';
import { ProblemError } from '../../../client/problem.ts';
import { actionDigest, type SignedAction } from '../../../protocol/actions.ts';
import type { TestGateway } from '../../support/gateway.ts';

/** Code of the problem that a request ends with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
  return 'NOT_REFUSED';
}

/** The action is refused with a code, and afterwards the ledger is where it was and the gateway knows no such action. */
export async function expectRefusal(gateway: TestGateway, action: SignedAction, code: string): Promise<void> {
  const before = await headOf(gateway);
  expect(await codeOf(gateway.client.submitAction({ action }, 10))).to.equal(code);
  expect(await headOf(gateway)).to.deep.equal(before);
  const digest = actionDigest(gateway.chain.domain, action.kind, action.message);
  expect(await codeOf(gateway.client.readAction(digest))).to.equal('ACTION_NOT_FOUND');
}

async function headOf({ client }: TestGateway): Promise<readonly [number, string]> {
  const { sequence, ledgerHead } = await client.readLedger();
  return [sequence, ledgerHead];
}

/** Submits and expects the action to be applied. */
export async function expectApplied(gateway: TestGateway, action: SignedAction): Promise<string> {
  const status = await gateway.client.submitAction({ action }, 30);
  expect(status.status, status.reason).to.equal('ANCHORED');
  return status.digest;
}
