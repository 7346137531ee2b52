/** Who takes part in the demo. Companies do not exist; administrations and places do, their people do not. */

export type Side = 'CN' | 'MY';

export interface PartyPlan {
  readonly name: string;
  readonly side: Side;
  readonly role: string;
  readonly legalName: string;
  readonly localName?: string;
  /** Short names of the people who act for it; each is a process with a key file of its own. */
  readonly people: readonly string[];
}

/** The administration comes first on each side: its clerk uploads the profiles of the parties that follow. */
export const PARTIES = [
  {
    name: 'gacc',
    side: 'CN',
    role: 'CUSTOMS_ADMINISTRATION',
    legalName: 'General Administration of Customs (demo)',
    localName: '海关总署（演示）',
    people: ['clerk, GACC'],
  },
  {
    name: 'chongqingCustoms',
    side: 'CN',
    role: 'CUSTOMS_OFFICE',
    legalName: 'Chongqing Customs (demo)',
    localName: '重庆海关（演示）',
    people: ['officer, Chongqing'],
  },
  {
    name: 'exportBroker',
    side: 'CN',
    role: 'BROKER',
    legalName: 'Simulated Chongqing Customs Brokers',
    people: ['export broker'],
  },
  {
    name: 'railOperator',
    side: 'CN',
    role: 'CARRIER',
    legalName: 'Simulated Southwest Rail Freight',
    people: ['rail operator'],
  },
  { name: 'carrier', side: 'CN', role: 'CARRIER', legalName: 'Simulated Corridor Lines', people: ['carrier'] },
  { name: 'qinzhouTerminal', side: 'CN', role: 'TERMINAL', legalName: 'Simulated Qinzhou Terminal', people: [] },
  {
    name: 'certificateIssuer',
    side: 'CN',
    role: 'AGENCY',
    legalName: 'Simulated Council for Trade Promotion, Chongqing',
    people: ['origin certifier'],
  },
  {
    name: 'rmcd',
    side: 'MY',
    role: 'CUSTOMS_ADMINISTRATION',
    legalName: 'Royal Malaysian Customs Department (demo)',
    localName: 'Jabatan Kastam Diraja Malaysia (demo)',
    people: ['clerk, RMCD'],
  },
  {
    name: 'portKlangCustoms',
    side: 'MY',
    role: 'CUSTOMS_OFFICE',
    legalName: 'Port Klang Customs Office (demo)',
    people: ['officer 1, Klang', 'officer 2, Klang', 'officer 3, Klang'],
  },
  {
    name: 'importBroker',
    side: 'MY',
    role: 'BROKER',
    legalName: 'Simulated Klang Customs Brokers',
    people: ['import broker'],
  },
  {
    name: 'westports',
    side: 'MY',
    role: 'TERMINAL',
    legalName: 'Simulated Westports Terminal',
    people: ['terminal, Klang'],
  },
  {
    name: 'akps',
    side: 'MY',
    role: 'AGENCY',
    legalName: 'Border Control and Protection Agency (demo)',
    localName: 'AKPS (demo)',
    people: [],
  },
  { name: 'auditor', side: 'MY', role: 'AUDITOR', legalName: 'Simulated Audit Office, Klang', people: ['auditor'] },
] as const satisfies readonly PartyPlan[];

export type PartyName = (typeof PARTIES)[number]['name'];
export type PersonName = (typeof PARTIES)[number]['people'][number];

/** What a release needs, as the councils set it. Port Klang scans every container: nothing below ORANGE. */
export const POLICIES = {
  CN: {
    quorumGreen: 1,
    quorumYellow: 1,
    quorumOrange: 2,
    quorumRed: 2,
    minimumEndorsements: 1,
    minimumLane: 'NONE',
    arrivalRequired: false,
  },
  MY: {
    quorumGreen: 2,
    quorumYellow: 2,
    quorumOrange: 2,
    quorumRed: 2,
    minimumEndorsements: 2,
    minimumLane: 'ORANGE',
    arrivalRequired: true,
  },
} as const;
