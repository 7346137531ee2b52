/** Arrival notice 1.0 of DCSA. */
import { ARRIVAL_NOTICE_SCHEMA_NAME, type ArrivalNotice } from '../../../../protocol/documents/arrival-notice.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeContainers } from './containers.ts';
import { takeDocumentParties } from './document-parties.ts';
import { takeCarrier, takeCharges, takePlaces, takeServiceTerms, takeVoyage } from './frame.ts';
import { takeItems } from './items.ts';
import { ReferenceList } from './references.ts';

const CLASSIFIERS = { PLN: 'PLANNED', EST: 'ESTIMATED', ACT: 'ACTUAL' } as const;

export function mapArrivalNotice(notice: JsonCursor) {
  const transport = notice.get('transport');
  const voyages = transport
    .get('legs')
    .items()
    .map((leg) => leg.get('vesselVoyage'));
  // the last leg with a vessel is the one that arrives
  const voyage = voyages.filter(({ present }) => present).at(-1);
  const references = new ReferenceList();
  references.addAll(notice);
  const number = notice.get('transportDocumentReference').text('/transportDocumentNumber');
  const result: ArrivalNotice = {
    schema: ARRIVAL_NOTICE_SCHEMA_NAME,
    documentType: 781,
    simulated: false,
    transportDocumentNumber: number,
    bookingNumber: notice.get('carrierBookingReference').text('/bookingNumber'),
    issuedAt: notice.get('issueDateTime').timestamp('/issuedAt'),
    references: references.found,
    carrier: takeCarrier(notice),
    ...takeDocumentParties(notice.get('documentParties')),
    conveyance: voyage && takeVoyage(voyage),
    serviceTerms: takeServiceTerms(notice),
    ...takePlaces(transport),
    arrival: takeArrival(transport),
    containers: takeContainers(notice.get('utilizedTransportEquipments')),
    items: takeItems(notice.get('consignmentItems')),
    freeTimes: takeFreeTimes(notice.get('freeTimes')),
    charges: takeCharges(notice.get('charges')),
  };
  return { document: compact(result), reference: number };
}

/** At the port, or where that is not said at the place of delivery. */
function takeArrival(transport: JsonCursor): ArrivalNotice['arrival'] {
  const arrival = transport.either('portOfDischargeArrivalDate', 'placeOfDeliveryArrivalDate');
  const on = arrival.get('value').date('/arrival/on');
  if (on === undefined) return undefined;
  return compact({ on, classifier: arrival.get('classifier').code('/arrival/classifier', CLASSIFIERS) });
}

function takeFreeTimes(freeTimes: JsonCursor): ArrivalNotice['freeTimes'] {
  return listOrNone(
    freeTimes.items().map((freeTime, index) => {
      const to = `/freeTimes/${index}`;
      const texts = (key: string, field: string) =>
        listOrNone(
          freeTime
            .get(key)
            .items()
            .map((item, at) => item.text(`${to}/${field}/${at}`)),
        );
      return compact({
        kinds: texts('typeCodes', 'kinds') ?? [],
        containerTypeCodes: texts('ISOEquipmentCodes', 'containerTypeCodes'),
        containerNumbers: texts('equipmentReferences', 'containerNumbers'),
        duration: freeTime.get('duration').count(`${to}/duration`, 10_000),
        unit: freeTime.get('timeUnit').text(`${to}/unit`),
        basis: freeTime.get('calculationBasis').longText(`${to}/basis`),
      });
    }),
  );
}
