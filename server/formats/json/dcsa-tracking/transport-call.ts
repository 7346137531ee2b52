/** Call of a means of transport, as Track & Trace 2.2 and 3.0 write it. */
import type { Conveyance } from '../../../../protocol/documents/transport.ts';
import { compactOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

const MODES = {
  VESSEL: 'MARITIME',
  RAIL: 'RAIL',
  TRUCK: 'ROAD',
  BARGE: 'INLAND_WATERWAY',
  MULTIMODAL: 'MULTIMODAL',
} as const;

export function takeConveyance(call: JsonCursor, to: string): Conveyance | undefined {
  const vessel = call.either('vesselTransport', 'vessel');
  return compactOrNone({
    mode: call.get('modeOfTransport').code(`${to}/mode`, MODES),
    name: vessel.get('vesselName').text(`${to}/name`),
    imoNumber: vessel.get('vesselIMONumber').text(`${to}/imoNumber`),
    identification: takeIdentification(call, vessel, `${to}/identification`),
    trainNumber: call.get('railTransport', 'railServiceReference').text(`${to}/trainNumber`),
    journeyNumber: takeVoyage(call, 'export', `${to}/journeyNumber`),
    importJourneyNumber: takeVoyage(call, 'import', `${to}/importJourneyNumber`),
    serviceCode: carrierOwn(call, 'carrierServiceCode', 'serviceCodeOrReference').text(`${to}/serviceCode`),
    nationality: vessel.get('vesselFlag').matching(`${to}/nationality`, /^[A-Z]{2}$/),
    carrier: compactOrNone({
      code: vessel.either('operatorCarrierCode', 'vesselOperatorCarrierCode').text(`${to}/carrier/code`),
      codeList: vessel
        .either('operatorCarrierCodeListProvider', 'vesselOperatorCarrierCodeListProvider')
        .text(`${to}/carrier/codeList`),
    }),
  });
}

/** The carrier's own code: in an object of its own (3.0) or in the call itself (2.2). */
function carrierOwn(call: JsonCursor, key: string, object: string): JsonCursor {
  return call.get(object).present ? call.get(object, key) : call.get(key);
}

function takeVoyage(call: JsonCursor, direction: 'export' | 'import', to: string): string | undefined {
  const object = call.get(`${direction}VoyageNumberOrReference`);
  return object.present ? object.get('carrierVoyageNumber').text(to) : call.get(`${direction}VoyageNumber`).text(to);
}

/** Call sign, wagon or plate, whichever the mode has. */
function takeIdentification(call: JsonCursor, vessel: JsonCursor, to: string): Conveyance['identification'] {
  const candidates = [
    ['CALL_SIGN', vessel.either('vesselCallSign', 'vesselCallSignNumber')],
    ['WAGON', call.get('railTransport', 'railCarReference')],
    ['LICENSE_PLATE', call.get('truckTransport', 'tractorDetails', 'licensePlate')],
  ] as const;
  for (const [codeList, cursor] of candidates) {
    const value = cursor.text(`${to}/value`);
    if (value !== undefined) return { value, codeList };
  }
  return undefined;
}
