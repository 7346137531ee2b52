/**
 * Actions put into a log without chain and database: heads as the contract chains them, tree and head map by the
 * product's own pieces, checkpoints signed by two gateways. For tests and benchmarks of what reads a log.
 */
import { type LedgerDomain, nextHead, type SignedAction } from '../../protocol/actions.ts';
import { appliedAction } from '../../protocol/dossier/applied-action.ts';
import type { DossierSource, LoggedAction } from '../../protocol/dossier/assemble-dossier.ts';
import { logOrigin } from '../../protocol/log/checkpoint.ts';
import { formatGatewayKey, gatewayOf } from '../../protocol/log/gateway-key.ts';
import type { HeadPage } from '../../protocol/log/head-page.ts';
import { headsRoot, proveHead, setHead } from '../../protocol/log/head-trie.ts';
import { headChanges, logLeafHash, standingsOf } from '../../protocol/log/log-leaf.ts';
import { formatNote, parseNote } from '../../protocol/log/note.ts';
import type { NoteSecretKey } from '../../protocol/log/note-key.ts';
import { cosignCheckpoint, signCheckpoint } from '../../protocol/log/signed-checkpoint.ts';
import { toBareHex } from '../../protocol/merkle/hex.ts';
import { inclusionPath, merkleRoot } from '../../protocol/merkle/rfc6962.ts';

const NO_HEAD = `0x${'0'.repeat(64)}`;

export const GATEWAY_CN: NoteSecretKey = { name: 'gateway.example/cn', seed: new Uint8Array(32).fill(7) };
export const GATEWAY_MY: NoteSecretKey = { name: 'gateway.example/my', seed: new Uint8Array(32).fill(8) };

/** The texts by which the two gateways are pinned. */
export const GATEWAY_KEYS = [GATEWAY_CN, GATEWAY_MY].map((secret) => formatGatewayKey(gatewayOf(secret)));

export interface SimulatedLog {
  readonly domain: LedgerDomain;
  /** Appends an action as the ledger would apply it. @param time of its block, unix seconds */
  append(action: SignedAction, time: number): LoggedAction;
  size(): number;
  /** The log at a size, with a checkpoint signed by the first gateway and cosigned by the others. */
  source(options: SourceOptions): DossierSource;
}

export interface SourceOptions {
  /** All actions if absent. */
  readonly size?: number;
  /** When it was signed and cosigned, unix seconds. */
  readonly time: number;
  readonly gateways?: readonly NoteSecretKey[];
  readonly founders?: readonly string[];
}

export function createSimulatedLog(domain: LedgerDomain): SimulatedLog {
  const logged: LoggedAction[] = [];
  const heads = new Map<string, string>();
  const move = (id: string, digest: string): string => {
    const head = nextHead(heads.get(id) ?? NO_HEAD, digest);
    heads.set(id, head);
    return head;
  };
  const entry = { actorHead: NO_HEAD, subjectHead: NO_HEAD, path: [] };

  return {
    domain,
    append(action, time) {
      const sequence = logged.length + 1;
      const { leaf } = appliedAction(domain, action, { ...entry, sequence, anchoredAt: time }, '');
      const actorHead = move(leaf.actor, leaf.digest);
      const subjectHead = leaf.subject === leaf.actor ? actorHead : move(leaf.subject, leaf.digest);
      const applied = { leaf: { ...leaf, actorHead, subjectHead }, action };
      logged.push(applied);
      return applied;
    },
    size: () => logged.length,
    source: (options) => sourceOf(domain, logged, options),
  };
}

function sourceOf(
  ledger: LedgerDomain,
  all: readonly LoggedAction[],
  { size = all.length, time, gateways = [GATEWAY_CN, GATEWAY_MY], founders = ['CN', 'MY'] }: SourceOptions,
): DossierSource {
  const logged = all.slice(0, size);
  const hashes = logged.map(({ leaf }) => logLeafHash(leaf));
  const pages = new Map<string, HeadPage>();
  for (const { leaf } of logged) for (const change of headChanges(leaf)) setHead(pages, change);
  const [first = GATEWAY_CN, ...others] = gateways;
  const origin = logOrigin(ledger.ledgerId);
  const signed = signCheckpoint({ origin, size, root: merkleRoot(hashes), headsRoot: headsRoot(pages) }, first, time);
  const note = parseNote(signed);
  const cosigned = others.map((secret) => cosignCheckpoint(signed, secret, time));
  const onStanding = ({ leaf, action }: LoggedAction, id: string) =>
    action.kind !== 'CancelAction' && !('caseId' in action.message) && standingsOf(leaf).includes(id);
  return {
    ledger,
    checkpoint: formatNote({ ...note, signatures: [...note.signatures, ...cosigned] }),
    founders,
    caseActions: async (caseId) => logged.filter(({ action }) => action.message['caseId'] === caseId),
    actionsOnStanding: async (id) => logged.filter((each) => onStanding(each, id)),
    inclusionPath: async (sequence) => inclusionPath(hashes, sequence - 1).map(toBareHex),
    headProof: async (kind, id) => proveHead(pages, kind, id),
  };
}
