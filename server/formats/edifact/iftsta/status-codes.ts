/** What a status means, in the events of DCSA Track & Trace. */
import type { TrackingEvent } from '../../../../protocol/documents/tracking-events.ts';

export interface StatusMeaning {
  readonly code: string;
  readonly classifier: NonNullable<TrackingEvent['classifier']>;
  readonly fullness?: NonNullable<TrackingEvent['fullness']>;
}

const actual = (code: string): StatusMeaning => ({ code, classifier: 'ACTUAL' });
const estimated = (code: string): StatusMeaning => ({ code, classifier: 'ESTIMATED' });

/**
 * UN/ECE Recommendation 24: those of its codes that say an event of a container or of a means of transport. Handling,
 * delay, damage and the like are none.
 */
const RECOMMENDATION_24: Readonly<Record<string, StatusMeaning>> = {
  '1': actual('ARRI'),
  '40': actual('ARRI'),
  '24': actual('DEPA'),
  '127': actual('DEPA'),
  '48': actual('LOAD'),
  '29': actual('DISC'),
  '346': actual('DISC'),
  '28': actual('STRP'),
  '13': actual('PICK'),
  '21': actual('DROP'),
  '22': actual('DROP'),
  '6': actual('CONF'),
  '7': actual('CANC'),
  '12': actual('CUSR'),
  '16': actual('CROS'),
};

/** ANSI X12 element 157, whose letters container carriers and their portals send in IFTSTA. */
const X12_157: Readonly<Record<string, StatusMeaning>> = {
  A: actual('ARRI'),
  AR: actual('ARRI'),
  VA: actual('ARRI'),
  X1: actual('ARRI'),
  X3: actual('ARRI'),
  E: estimated('ARRI'),
  P: actual('DEPA'),
  RL: actual('DEPA'),
  VD: actual('DEPA'),
  C: estimated('DEPA'),
  AE: actual('LOAD'),
  AL: actual('LOAD'),
  AM: actual('LOAD'),
  AO: actual('LOAD'),
  AP: actual('LOAD'),
  UR: actual('DISC'),
  UV: actual('DISC'),
  I: actual('GTIN'),
  OA: actual('GTOT'),
  EE: { ...actual('GTOT'), fullness: 'EMPTY' },
  RD: { ...actual('GTIN'), fullness: 'EMPTY' },
  AF: actual('PICK'),
  D: actual('DROP'),
  AV: actual('AVPU'),
  BF: actual('CONF'),
  CT: actual('CUSR'),
  CU: actual('CUSR'),
};

/** Codes that are of the means of transport; of the consignment; all others are of the container. */
const TRANSPORT = ['ARRI', 'DEPA'];
const CONSIGNMENT = ['CONF', 'CANC'];

/** Meaning of a status; `undefined` if the code says none of the events that are known here. */
export function meaningOf(code: string): StatusMeaning | undefined {
  const codes = /^\d+$/.test(code) ? RECOMMENDATION_24 : X12_157;
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
}

export function subjectOf(code: string): NonNullable<TrackingEvent['subject']> {
  if (TRANSPORT.includes(code)) return 'TRANSPORT';
  return CONSIGNMENT.includes(code) ? 'CONSIGNMENT' : 'EQUIPMENT';
}
