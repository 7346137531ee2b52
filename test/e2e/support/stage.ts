/** A running gateway with a case on it: an invoice that can be endorsed, an import declaration that can be decided. */
import { hexlify, randomBytes, Wallet } from 'ethers';
import type { CaseDeclaration } from '../../../client/types.ts';
import {
  keyIdOf,
  type LedgerDomain,
  type SignedAction,
  typedDataDomain,
  typedDataTypes,
} from '../../../protocol/actions.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import type { Fields, Party, Person } from '../../support/people.ts';
import { declareImport, type LodgedVersion, lodge, type OpenedCase, openCase } from './corridor.ts';
import { expectApplied } from './refusal.ts';

const ZERO_WORD = `0x${'00'.repeat(32)}`;
const DAY = 86_400;

export const nowSeconds = () => Math.floor(Date.now() / 1000);

export interface Stage {
  readonly gateway: TestGateway;
  readonly opened: OpenedCase;
  readonly invoice: LodgedVersion;
  readonly declarationId: string;
  /** The import declaration as the auditor sees it. */
  declaration(): Promise<CaseDeclaration | undefined>;
  /** An endorsement of the invoice. */
  endorsement(by: Person, times?: Fields): Promise<SignedAction>;
  /** A decision on the present head of the declaration, by default one that can be applied to a fresh one. */
  decision(by: Person, fields?: Fields): Promise<SignedAction>;
  /** Enrols a further key. @returns the person who holds it */
  enrol(party: Party, operatorId: string): Promise<Person>;
  /** @returns key id */
  enrolSigner(party: Party, operatorId: string, signer: string): Promise<string>;
  /** The action with the signature of a wallet in place of its own. */
  signWith(wallet: Wallet, action: SignedAction, domain?: LedgerDomain): Promise<SignedAction>;
}

/** Starts it; the seed of its people is printed. */
export async function startStage(): Promise<Stage> {
  const gateway = await startGateway();
  console.log(`      seed ${gateway.seed}`);
  const opened = await openCase(gateway);
  const invoice = await lodge(gateway, 'exportBroker', opened.caseId, opened.documents.invoice);
  const policy = {
    ...{ quorumGreen: 1, quorumYellow: 1, quorumOrange: 2, quorumRed: 2 },
    ...{ minimumEndorsements: 0, minimumLane: 'NONE', arrivalRequired: false },
  };
  await expectApplied(gateway, await gateway.people.councils.MY.sign('SetPolicy', policy));
  const declarationId = await declareImport(gateway, opened);
  return {
    gateway,
    opened,
    invoice,
    declarationId,
    ...signing(gateway, opened, invoice, declarationId),
    ...enrolling(gateway),
  };
}

function signing({ as, people }: TestGateway, { caseId }: OpenedCase, invoice: LodgedVersion, declarationId: string) {
  const declaration = async () => {
    const client = await as(people.auditorMy.people[0]);
    const { declarations } = await client.readCase(caseId);
    return declarations.find((each) => each.declarationId === declarationId);
  };
  return {
    declaration,
    endorsement: (by: Person, times: Fields = {}) =>
      by.sign('EndorseDocument', { caseId, documentId: invoice.documentId, root: invoice.root }, times),
    decision: async (by: Person, fields: Fields = {}) =>
      by.sign('DecideClearance', {
        ...{ caseId, declarationId, expected: (await declaration())?.head ?? '' },
        ...{ outcome: 'ACCEPTED', reason: 'RISK_LOW', lane: 'ORANGE' },
        ...{ documentId: ZERO_WORD, root: ZERO_WORD, validUntil: 0, conditions: ZERO_WORD },
        ...fields,
      }),
  };
}

function enrolling(gateway: TestGateway) {
  const signWith = async (
    wallet: Wallet,
    action: SignedAction,
    domain = gateway.chain.domain,
  ): Promise<SignedAction> => {
    const { kind, message } = action;
    const signature = await wallet.signTypedData(typedDataDomain(domain), typedDataTypes(kind), message);
    return { ...action, signatures: [{ signer: wallet.address.toLowerCase(), signature }] };
  };
  const enrolSigner = async (party: Party, operatorId: string, signer: string): Promise<string> => {
    const [keyId, validFrom] = [keyIdOf(signer), nowSeconds() - 60];
    const { partyId, jurisdiction } = party;
    const fields = { enrolledKeyId: keyId, partyId, operatorId, validFrom, validUntil: validFrom + DAY };
    const council = gateway.people.councils[jurisdiction as 'CN' | 'MY'];
    await expectApplied(gateway, await council.sign('EnrolKey', fields, signer));
    return keyId;
  };
  const enrol = async (party: Party, operatorId: string): Promise<Person> => {
    const wallet = new Wallet(hexlify(randomBytes(32)));
    const [template] = party.people;
    const keyId = await enrolSigner(party, operatorId, wallet.address.toLowerCase());
    return {
      wallet,
      keyId,
      operatorId,
      // the same message as a colleague's, with the new key in it
      async sign(kind, fields, times) {
        const { message } = await template.sign(kind, fields, times);
        return signWith(wallet, { kind, message: { ...message, keyId }, signatures: [] });
      },
    };
  };
  return { signWith, enrolSigner, enrol };
}
