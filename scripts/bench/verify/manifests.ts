/** Manifests of some lines, and the three fields of one line that are shown. */
import { keccak256, toUtf8Bytes } from 'ethers';
import type { Manifest } from '../../../protocol/documents/manifest.ts';
import { corridorCase } from '../../../protocol/simulated/corridor-case.ts';

const PARTY = '0x0000000000000001';

/** A simulated manifest. @param lines consignments */
export function manifestOf(lines: number): Manifest {
  const parties = {
    ...{ exportBroker: PARTY, importBroker: PARTY, railOperator: PARTY, carrier: PARTY, exportTerminal: PARTY },
    ...{ importTerminal: PARTY, certificateIssuer: PARTY, exportOffice: PARTY, importOffice: PARTY },
  };
  const caseId = keccak256(toUtf8Bytes('bench'));
  const { manifest } = corridorCase({ caseId, ucr: 'CN26BENCH', openedAtMs: 1_764_000_000_000, parties });
  const [first] = manifest.consignments;
  if (first === undefined) throw new RangeError('the simulated manifest has no consignment');
  const consignments = Array.from({ length: lines }, (_, index) => ({
    ...first,
    sequence: String(index + 1),
    transportDocument: { ...first.transportDocument, number: `SIM-BL-${String(index + 1).padStart(6, '0')}` },
  }));
  return { ...manifest, consignments };
}

/** Pointers of the three fields: number of the transport document, HS code and gross mass. @param line from 0 */
export function threeFields(line: number): string[] {
  const at = `/consignments/${line}`;
  return [`${at}/transportDocument/number`, `${at}/items/0/hsCode`, `${at}/items/0/grossMassKg`];
}
