/** The simulated case with fixed ids and times. */
import { type CorridorCase, corridorCase } from '../../../protocol/simulated/corridor-case.ts';

const OPENED_AT = Date.UTC(2026, 3, 17);
const id = (n: number) => `0x${n.toString(16).padStart(16, '0')}`;

/** A fresh copy each time, in which no two documents share a value. */
export function simulated(): CorridorCase {
  const documents = corridorCase({
    caseId: `0x${'11'.repeat(32)}`,
    ucr: 'SIM-2026-0417',
    openedAtMs: OPENED_AT,
    parties: {
      exportBroker: id(1),
      importBroker: id(2),
      railOperator: id(3),
      carrier: id(4),
      exportTerminal: id(5),
      importTerminal: id(6),
      certificateIssuer: id(7),
      exportOffice: id(8),
      importOffice: id(9),
    },
  });
  return JSON.parse(JSON.stringify(documents)) as CorridorCase;
}
