/**
 * Reads the ledger from a chain node, past every gateway. Plain JSON-RPC over `fetch`: reading needs no wallet.
 * @see https://ethereum.github.io/execution-apis
 */
import { Interface } from 'ethers';
import { z } from 'zod';
import type { LedgerDomain } from '../../../protocol/actions.ts';
import { CliError } from './cli-error.ts';

const LEDGER = new Interface([
  'function ledgerId() view returns (bytes32)',
  'function isDeclarationHead(bytes32 caseId, bytes32 declarationId, bytes32 digest) view returns (bool)',
  'function headOf(bytes32 subject) view returns (bytes32)',
  `function actionOf(bytes32 digest) view returns (
    tuple(uint64 sequence, bytes8 party, bytes8 operator, bool cancelled))`,
  `function versionOf(bytes32 caseId, bytes32 documentId, bytes32 root) view returns (
    tuple(bytes8 party, bytes8 firstEndorser, uint16 documentType, uint32 number, uint16 endorsements,
          bool superseded, bool withdrawn, uint40 lodgedAt))`,
]);

const TIMEOUT_MS = 15_000;

/** A version of a document as the contract stores it; undefined number means that there is none. */
export interface ChainVersion {
  readonly party: string;
  readonly documentType: number;
  readonly number: number;
  readonly endorsements: number;
  readonly superseded: boolean;
  readonly withdrawn: boolean;
  /** Unix seconds. */
  readonly lodgedAt: number;
}

export interface ChainReader {
  /** @throws {CliError} NODE_OF_ANOTHER_CHAIN the node does not hold the ledger that is trusted */
  assertLedger(): Promise<void>;
  /** The version, undefined if it is not anchored. */
  versionOf(caseId: string, documentId: string, root: string): Promise<ChainVersion | undefined>;
  isDeclarationHead(caseId: string, declarationId: string, digest: string): Promise<boolean>;
  /** Head of a case, and the sequence of an action, 0 if it was not applied. */
  caseState(caseId: string, digest: string): Promise<{ readonly head: string; readonly sequence: number }>;
}

const answerSchema = z.looseObject({
  result: z.string().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

export function chainReader(rpcUrl: string, ledger: LedgerDomain): ChainReader {
  const call = async (name: string, values: readonly unknown[]) => {
    const data = LEDGER.encodeFunctionData(name, values);
    const answer = await rpc(rpcUrl, 'eth_call', [{ to: ledger.verifyingContract, data }, 'latest']);
    if (answer === '0x') throw otherChain(rpcUrl, 'no contract at the address of the ledger');
    return LEDGER.decodeFunctionResult(name, answer);
  };
  return {
    async assertLedger() {
      const chainId = Number(await rpc(rpcUrl, 'eth_chainId', []));
      if (chainId !== ledger.chainId) throw otherChain(rpcUrl, `chain id ${chainId} instead of ${ledger.chainId}`);
      const [ledgerId] = await call('ledgerId', []);
      if (ledgerId !== ledger.ledgerId) throw otherChain(rpcUrl, `ledger id ${String(ledgerId)}`);
    },
    async versionOf(caseId, documentId, root) {
      const [version] = await call('versionOf', [caseId, documentId, root]);
      if (BigInt(version.party) === 0n) return undefined;
      return {
        party: version.party,
        documentType: Number(version.documentType),
        number: Number(version.number),
        endorsements: Number(version.endorsements),
        superseded: version.superseded,
        withdrawn: version.withdrawn,
        lodgedAt: Number(version.lodgedAt),
      };
    },
    async isDeclarationHead(caseId, declarationId, digest) {
      const [isHead] = await call('isDeclarationHead', [caseId, declarationId, digest]);
      return isHead === true;
    },
    async caseState(caseId, digest) {
      const [[head], [action]] = await Promise.all([call('headOf', [caseId]), call('actionOf', [digest])]);
      return { head: String(head), sequence: Number(action.sequence) };
    },
  };
}

function otherChain(rpcUrl: string, found: string): CliError {
  return new CliError(
    'NODE_OF_ANOTHER_CHAIN',
    'The chain node does not hold the ledger that this profile trusts.',
    'Name a node of the right chain, or sign in again to pin another ledger.',
    { where: [rpcUrl, found] },
  );
}

async function rpc(url: string, method: string, params: readonly unknown[]): Promise<string> {
  let text: string;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch {
    throw new CliError('NODE_UNREACHABLE', 'The chain node does not answer.', 'Check the address given as --rpc.', {
      where: [url],
    });
  }
  const answer = answerSchema.safeParse(safeJson(text));
  if (answer.success && answer.data.result !== undefined) return answer.data.result;
  throw new CliError(
    'NODE_REFUSED',
    'The chain node did not answer the question.',
    'Check the address given as --rpc.',
    {
      where: [url, `${method}: ${answer.data?.error?.message ?? 'no JSON-RPC answer'}`],
    },
  );
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
