/** Gas of every action that one person signs: alone and in a batch, each on a case of its own. */
import { id } from 'ethers';
import { type ActionMessage, actionDigest, cancelAttachment, documentIdOf } from '../../../protocol/actions.ts';
import type { Draft, Ledger } from './ledger.ts';
import { PARTIES, type People } from './people.ts';
import type { Scheme, Signer } from './signers.ts';

/** Gas per action by the action's name. */
export type ActionGas = Readonly<Record<string, number>>;

interface Item {
  readonly caseId: string;
  readonly root: string;
  readonly documentId: string;
  declarationId: string;
  /** Declaration's head. */
  head: string;
  controlId: string;
}

/** Measures one scheme at one batch size: gas of the transaction divided by the number of actions in it. */
export async function measureActions(ledger: Ledger, people: People, scheme: Scheme, size: number): Promise<ActionGas> {
  const run = new Run(ledger, people, `${scheme} ${size}`, size);
  await run.measureDocuments();
  await run.measureDeclarations();
  await run.measureDecisions();
  await run.measureRest();
  return run.gas;
}

class Run {
  readonly gas: Record<string, number> = {};
  readonly #ledger: Ledger;
  readonly #people: People;
  readonly #name: string;
  readonly #items: Item[];

  constructor(ledger: Ledger, people: People, name: string, size: number) {
    this.#ledger = ledger;
    this.#people = people;
    this.#name = name;
    this.#items = Array.from({ length: size }, (_, index) => newItem(`${name} ${index}`));
  }

  async measureDocuments(): Promise<void> {
    const { exportBroker, importBroker, terminal } = this.#people;
    await this.#warm([exportBroker, importBroker, terminal, this.#people.officer, this.#people.secondOfficer]);
    await this.#measure('OpenCase', ({ caseId }) => ({
      kind: 'OpenCase',
      fields: { caseId, envelope: id('envelope') },
      by: [exportBroker],
    }));
    await this.#measure('LodgeDocument', ({ caseId, root }) => ({
      kind: 'LodgeDocument',
      fields: { caseId, documentType: 785, root },
      by: [exportBroker],
    }));
    await this.#measure('EndorseDocument', ({ caseId, documentId, root }) => ({
      kind: 'EndorseDocument',
      fields: { caseId, documentId, root },
      by: [importBroker],
    }));
    await this.#measure('RecordEvents', ({ caseId, root }) => ({
      kind: 'RecordEvents',
      fields: { caseId, milestone: 'ARRIVED', occurredAt: 1, root, count: 1 },
      by: [terminal],
    }));
  }

  async measureDeclarations(): Promise<void> {
    const { exportBroker, officer } = this.#people;
    const lodged = await this.#measure('LodgeDeclaration', ({ caseId, documentId, root }) => ({
      kind: 'LodgeDeclaration',
      fields: { caseId, procedure: 'EXPORT', officeId: PARTIES.office.partyId, documentId, root },
      by: [exportBroker],
    }));
    this.#items.forEach((item, index) => {
      item.declarationId = lodged[index] ?? '';
      item.head = item.declarationId;
    });
    await this.#measureMove('AmendDeclaration', (item) => ({
      kind: 'AmendDeclaration',
      fields: { ...declarationOf(item), expected: item.head, ...versionOf(item) },
      by: [exportBroker],
    }));
    const opened = await this.#measureMove('OpenControl', (item) => ({
      kind: 'OpenControl',
      fields: { ...declarationOf(item), control: 'SCAN', reason: 'SCAN_MANDATORY', dueBy: 0 },
      by: [officer],
    }));
    this.#items.forEach((item, index) => {
      item.controlId = opened[index] ?? '';
    });
    await this.#measureMove('CloseControl', (item) => ({
      kind: 'CloseControl',
      fields: { ...declarationOf(item), controlId: item.controlId, result: 'CONFORMING', reason: 'SCAN_CONFORMING' },
      by: [officer],
    }));
  }

  /** The lane is RED, so that the release needs two officers; every other outcome needs one. */
  async measureDecisions(): Promise<void> {
    const { officer, secondOfficer } = this.#people;
    const decide = (by: Signer, outcome: string, reason: string, lane: string) => (item: Item) =>
      ({
        kind: 'DecideClearance',
        fields: decisionOf(item, outcome, reason, lane),
        by: [by],
      }) as const;
    await this.#measureMove('DecideClearance accept', decide(officer, 'ACCEPTED', 'RISK_SELECTED', 'RED'));
    const release = (by: Signer) => decide(by, 'RELEASED', 'INSPECTION_CONFORMING', 'NONE');
    await this.#measure('DecideClearance vote', release(officer));
    await this.#measureMove('DecideClearance release', release(secondOfficer));
  }

  async measureRest(): Promise<void> {
    const { exportBroker } = this.#people;
    const amended = ({ root }: Item) => id(`amended ${root}`);
    await this.#measure('AmendDocument', (item) => ({
      kind: 'AmendDocument',
      fields: {
        caseId: item.caseId,
        documentId: item.documentId,
        supersedes: item.root,
        root: amended(item),
        reason: 'ERROR_CORRECTED',
      },
      by: [exportBroker],
    }));
    await this.#measure('WithdrawDocument', (item) => ({
      kind: 'WithdrawDocument',
      fields: { caseId: item.caseId, documentId: item.documentId, root: amended(item), reason: 'LODGED_IN_ERROR' },
      by: [exportBroker],
    }));
    await this.#measure('CancelAction', ({ caseId }) => cancellation(this.#ledger, exportBroker, caseId));
  }

  /** One action of each key first: the first one ever pays for the slot of the key's head, once in the key's life. */
  async #warm(keys: readonly Signer[]): Promise<void> {
    await this.#ledger.apply(
      keys.map((key, index) => cancellation(this.#ledger, key, id(`${this.#name} warm ${index}`))),
    );
  }

  async #measure(name: string, draft: (item: Item) => Draft): Promise<string[]> {
    const { gas, digests } = await this.#ledger.apply(this.#items.map(draft));
    this.gas[name] = Math.round(gas / this.#items.length);
    return digests;
  }

  /** As `#measure`, for an action that becomes the declaration's head. */
  async #measureMove(name: string, draft: (item: Item) => Draft): Promise<string[]> {
    const digests = await this.#measure(name, draft);
    this.#items.forEach((item, index) => {
      item.head = digests[index] ?? '';
    });
    return digests;
  }
}

function newItem(name: string): Item {
  const caseId = id(`case ${name}`);
  const root = id(`root ${name}`);
  const documentId = documentIdOf(caseId, PARTIES.exportBroker.partyId, root);
  return { caseId, root, documentId, declarationId: '', head: '', controlId: '' };
}

const declarationOf = ({ caseId, declarationId }: Item) => ({ caseId, declarationId });
const versionOf = ({ documentId, root }: Item) => ({ documentId, root });

function decisionOf(item: Item, outcome: string, reason: string, lane: string): ActionMessage {
  const head = { ...declarationOf(item), expected: item.head, outcome, reason, lane };
  return { ...head, ...versionOf(item), validUntil: 0, conditions: `0x${'00'.repeat(32)}` };
}

/** Cancels an action that was never sent: the commonest use, and it needs no case. */
function cancellation(ledger: Ledger, by: Signer, caseId: string): Draft {
  const message = {
    ledgerId: ledger.domain.ledgerId,
    keyId: by.keyId,
    signedAt: 1,
    notBefore: 0,
    deadline: 2,
    caseId,
    envelope: id('never sent'),
  };
  return {
    kind: 'CancelAction',
    fields: { action: actionDigest(ledger.domain, 'OpenCase', message) },
    by: [by],
    attachment: cancelAttachment('OpenCase', message),
  };
}
