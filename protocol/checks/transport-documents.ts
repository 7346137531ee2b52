/** Checks of bills of lading, waybills, rail consignment notes, and of what leads to them and follows from them. */
import type { ArrivalNotice } from '../documents/arrival-notice.ts';
import type { BillOfLading } from '../documents/bill-of-lading.ts';
import type { Booking } from '../documents/booking.ts';
import type { RailConsignmentNote } from '../documents/rail-consignment-note.ts';
import type { ShippingInstruction } from '../documents/shipping-instruction.ts';
import type { TradeParty } from '../documents/trade-party.ts';
import type { Conveyance, Place } from '../documents/transport.ts';
import type { VerifiedGrossMass } from '../documents/verified-gross-mass.ts';
import { checkCargo, checkCargoTotals, checkPresent } from './cargo.ts';
import {
  checkContainer,
  checkContainerNumber,
  checkContainerType,
  checkConveyance,
  checkCurrency,
  checkHsCode,
  checkParty,
  checkPlace,
  checkVerifiedGrossMass,
} from './codes.ts';
import { type Finding, finding } from './finding.ts';
import { checkIntegrity } from './integrity.ts';

const PLACES = ['placeOfReceipt', 'placeOfLoading', 'placeOfDischarge', 'placeOfDelivery', 'onwardRouting'] as const;
const PARTIES = ['carrier', 'consignor', 'consignee'] as const;

/** What an advance manifest will need of the transport document. */
const NEEDED = {
  consignor: 'consignor',
  consignee: 'consignee',
  placeOfLoading: 'place of loading',
  placeOfDischarge: 'place of discharge',
  items: 'goods',
} as const;

export function* checkTransportDocument(document: BillOfLading | RailConsignmentNote): Generator<Finding> {
  yield* checkPresent(document, {
    number: 'number of the transport document',
    issuedOn: 'date of issue',
    carrier: 'carrier',
    conveyance: 'means of transport',
    ...NEEDED,
  });
  yield* checkFrame(document);
  yield* checkGoods(document);
  if (document.schema === 'corridor/bill-of-lading/1') yield* checkIntegrity(document.integrity);
}

export function* checkShippingInstruction(document: ShippingInstruction): Generator<Finding> {
  yield* checkPresent(document, { ...NEEDED, bookingNumber: 'booking number' });
  yield* checkFrame(document);
  yield* checkGoods(document);
}

export function* checkArrivalNotice(document: ArrivalNotice): Generator<Finding> {
  yield* checkPresent(document, {
    transportDocumentNumber: 'number of the transport document',
    consignee: 'consignee',
    placeOfDischarge: 'place of discharge',
    arrival: 'day of arrival',
  });
  yield* checkFrame(document);
  yield* checkCargo(document);
  for (const [index, { amount }] of (document.charges ?? []).entries()) {
    if (amount !== undefined) yield* checkCurrency(amount.currency, `/charges/${index}/amount/currency`);
  }
  for (const [index, { containerNumbers = [] }] of (document.freeTimes ?? []).entries()) {
    for (const [place, number] of containerNumbers.entries()) {
      yield* checkContainerNumber(number, `/freeTimes/${index}/containerNumbers/${place}`);
    }
  }
}

export function* checkBooking(document: Booking): Generator<Finding> {
  yield* checkPresent(document, {
    consignor: 'consignor',
    placeOfLoading: 'place of loading',
    placeOfDischarge: 'place of discharge',
    equipment: 'equipment',
  });
  yield* checkFrame(document);
  for (const [index, { typeCode, commodities = [] }] of document.equipment.entries()) {
    yield* checkContainerType(typeCode, `/equipment/${index}/typeCode`);
    for (const [at, { hsCode }] of commodities.entries()) {
      yield* checkHsCode(hsCode, `/equipment/${index}/commodities/${at}/hsCode`);
    }
  }
}

/** The mass is declared in writing, by a named person, for one container. @see SOLAS VI/2.4 to 2.5 */
export function* checkVgmDeclaration(document: VerifiedGrossMass): Generator<Finding> {
  const { container, cargoGrossMassKg, statedGrossMass } = document;
  yield* checkPresent(document, {
    container: 'container',
    method: 'method of weighing',
    signatory: 'responsible person',
  });
  if (statedGrossMass !== undefined) {
    yield finding('GROSS_MASS_UNIT', '/statedGrossMass', `${statedGrossMass.value} ${statedGrossMass.unitCode}`);
  } else if (container !== undefined && document.retracted !== true) {
    yield* checkPresent(container, { verifiedGrossMassKg: 'verified gross mass' }, '/container');
  }
  if (container !== undefined) {
    yield* checkContainer(container, '/container');
    if (cargoGrossMassKg !== undefined) yield* checkVerifiedGrossMass(container, cargoGrossMassKg, '/container');
  }
  yield* checkFrame(document);
  yield* checkPlace(document.placeOfWeighing, '/placeOfWeighing');
}

type Framed = Partial<
  Record<(typeof PLACES)[number], Place | undefined> & Record<(typeof PARTIES)[number], TradeParty | undefined>
> & { readonly conveyance?: Conveyance | undefined };

/** Parties, places and means of transport, which all these documents share. */
function* checkFrame(document: Framed): Generator<Finding> {
  for (const party of PARTIES) yield* checkParty(document[party], `/${party}`);
  if (document.conveyance !== undefined) yield* checkConveyance(document.conveyance, '/conveyance');
  for (const place of PLACES) yield* checkPlace(document[place], `/${place}`);
}

function* checkGoods(document: BillOfLading | RailConsignmentNote | ShippingInstruction): Generator<Finding> {
  yield* checkCargo(document);
  yield* checkCargoTotals(document, document);
  for (const [index, item] of document.items.entries()) {
    yield* checkPresent(item, { description: 'description of the goods' }, `/items/${index}`);
    if (item.statedGrossMass === undefined) yield* checkPresent(item, { grossMassKg: 'gross mass' }, `/items/${index}`);
  }
  for (const [index, { amount }] of (document.charges ?? []).entries()) {
    if (amount !== undefined) yield* checkCurrency(amount.currency, `/charges/${index}/amount/currency`);
  }
}
