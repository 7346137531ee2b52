/** Parties with names: their profiles are uploaded by the administration of their side, as clerks do. */
import { prepareDocument } from '../../../client/documents.ts';
import { uploadDocument } from '../../../client/submit.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { PartyName } from '../../support/people.ts';

const NAMES: Partial<Record<PartyName, string>> = {
  chongqingOffice: 'Chongqing Customs (simulated)',
  exportBroker: 'Chongqing Customs Brokers (simulated)',
  railOperator: 'Southwest Rail Freight (simulated)',
  qinzhouTerminal: 'Qinzhou Terminal (simulated)',
  portKlangOffice: 'Port Klang Customs Office (simulated)',
  importBroker: 'Klang Customs Brokers (simulated)',
  certificateIssuer: 'Council for Trade Promotion, Chongqing (simulated)',
  seaCarrier: 'Corridor Lines (simulated)',
  westports: 'Westports Terminal (simulated)',
  auditorMy: 'Audit Office, Klang (simulated)',
};

/** Enrolled without a name; they upload the profiles of the others. */
export const CLERKS: readonly PartyName[] = ['gacc', 'rmcd'];

/** Enrols everybody who has a name. */
export async function enrolNamed(gateway: TestGateway): Promise<void> {
  const { people, clock } = gateway;
  for (const [name, legalName] of Object.entries(NAMES) as [PartyName, string][]) {
    const { partyId, jurisdiction, role, people: persons } = people[name];
    const side = jurisdiction as 'CN' | 'MY';
    const profile = prepareDocument({
      schema: 'corridor/party-profile/1',
      simulated: true,
      partyId,
      jurisdiction,
      legalName,
    });
    const clerk = await gateway.as(people[side === 'CN' ? 'gacc' : 'rmcd'].people[0]);
    const content = await uploadDocument(clerk, profile);
    const council = people.councils[side];
    await clerk.submitAction(
      { action: await council.sign('EnrolParty', { partyId, role, profile: profile.root }), content },
      20,
    );
    const from = Math.floor(clock.now() / 1000) - 60;
    for (const { wallet, keyId, operatorId } of persons) {
      const fields = { enrolledKeyId: keyId, partyId, operatorId, validFrom: from, validUntil: from + 86_400 };
      await clerk.submitAction({ action: await council.sign('EnrolKey', fields, wallet.address.toLowerCase()) }, 20);
    }
  }
}
