/** Facts that the documents of the simulated case share, so that they agree with each other by construction. */
import { containerCheckDigit } from '../codes/container-number.ts';
import { usccCheckCharacter } from '../codes/uscc.ts';
import type { TradeParty } from '../documents/trade-party.ts';
import type { Container, Conveyance } from '../documents/transport.ts';

/** Each name says that the company does not exist. */
export const EXPORTER: TradeParty = {
  name: 'Simulated Chongqing Computer Co., Ltd.',
  address: { lines: ['1 Simulated Road, Liangjiang New Area'], city: 'Chongqing', countryCode: 'CN' },
  identifiers: [{ scheme: 'USCC', value: withCheckCharacter('91500000MA0NLMU01') }],
};

export const IMPORTER: TradeParty = {
  name: 'Simulated Klang Trading Sdn. Bhd.',
  address: { lines: ['2 Jalan Simulasi'], city: 'Klang', region: 'Selangor', countryCode: 'MY' },
  identifiers: [{ scheme: 'SSM', value: '202601000001' }],
};

export const CARRIER: TradeParty = {
  name: 'Simulated Corridor Lines',
  address: { lines: ['3 Simulated Quay'], city: 'Qinzhou', countryCode: 'CN' },
};

export const RAIL_OPERATOR: TradeParty = {
  name: 'Simulated Southwest Rail Freight',
  address: { lines: ['4 Simulated Station Road'], city: 'Chongqing', countryCode: 'CN' },
};

export const CERTIFICATE_ISSUER: TradeParty = {
  name: 'Simulated Council for Trade Promotion, Chongqing',
  address: { lines: ['5 Simulated Square'], city: 'Chongqing', countryCode: 'CN' },
};

export const NUMBERS = {
  invoice: 'SIM-INV-2026-0417',
  packingList: 'SIM-PL-2026-0417',
  railNote: 'SIM-RW-2026-0933',
  billOfLading: 'SIMUCQPKG2604170',
  certificate: 'SIM-CO-2026-2210',
  manifest: 'SIM-MAN-QZ-2604',
  booking: 'SIMBKG0417',
} as const;

/** USD, as the invoice states. */
export const MONEY = { currency: 'USD', freight: '2400.00', insurance: '600.00', total: '400000.00' } as const;

export const GOODS = [
  {
    description: 'Portable automatic data processing machines, 14 inch',
    hsCode: '847130',
    tariffCn: '8471301000',
    tariffMy: '8471302000',
    pieces: '1200',
    unitPrice: '310.00',
    lineValue: '372000.00',
    cartons: 120,
    netMassKg: '2640.000',
    grossMassKg: '2952.000',
    volumeM3: '14.400',
  },
  {
    description: 'Parts of motorcycles: brake assemblies',
    hsCode: '871410',
    tariffCn: '8714100090',
    tariffMy: '8714109000',
    pieces: '4000',
    unitPrice: '6.25',
    lineValue: '25000.00',
    cartons: 80,
    netMassKg: '6400.000',
    grossMassKg: '6720.000',
    volumeM3: '18.000',
  },
] as const;

export const TOTALS = { packages: 200, netMassKg: '9040.000', grossMassKg: '9672.000' } as const;

const CONTAINER_PREFIX = 'SIMU417001';

export const CONTAINER: Container = {
  number: `${CONTAINER_PREFIX}${containerCheckDigit(CONTAINER_PREFIX)}`,
  typeCode: '45G1',
  fullness: 'FULL',
  seals: [{ number: 'SIM880417', issuer: 'SH' }],
  tareMassKg: '3800.000',
  verifiedGrossMassKg: '13472.000',
};

export const TRAIN: Conveyance = {
  mode: 'RAIL',
  trainNumber: 'X9566',
  carrier: { name: 'Simulated Southwest Rail Freight' },
};

export const VESSEL: Conveyance = {
  mode: 'MARITIME',
  name: 'SIMULATED CORRIDOR',
  imoNumber: '9999993',
  journeyNumber: '026S',
  nationality: 'SG',
  carrier: { name: 'Simulated Corridor Lines' },
};

export const PLACES = {
  chongqing: { code: 'CNCQD', name: 'Chongqing East railway station' },
  qinzhou: { code: 'CNQZH', name: 'Qinzhou' },
  portKlang: { code: 'MYPKG', name: 'Port Klang' },
  westports: { code: 'MYWSP', name: 'Westport, Port Klang' },
} as const;

function withCheckCharacter(prefix: string): string {
  return `${prefix}${usccCheckCharacter(prefix) ?? ''}`;
}
