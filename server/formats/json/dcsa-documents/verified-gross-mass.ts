/** VGM 1.0 of DCSA. @see SOLAS VI/2 */
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import {
  VERIFIED_GROSS_MASS_SCHEMA_NAME,
  type VerifiedGrossMass,
} from '../../../../protocol/documents/verified-gross-mass.ts';
import { takeParty } from '../dcsa/party.ts';
import { takePlace } from '../dcsa/place.ts';
import { compact, compactOrNone, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeContainer } from './containers.ts';
import { takePlaces, takeVoyage } from './frame.ts';
import { takeMassObject } from './measures.ts';
import { ReferenceList } from './references.ts';

const METHODS = { SM1: 'SM1', SM2: 'SM2' } as const;

const ROLES = [
  'responsibleParty',
  'authorizedParty',
  'weighingParty',
  'submittingParty',
  'orderedByParty',
  'holdingParty',
] as const;

export function mapVgmDeclaration(declaration: JsonCursor) {
  const { vgm, voyage, shipment } = {
    vgm: declaration.get('VGM'),
    voyage: declaration.get('vesselVoyageDetails'),
    shipment: declaration.get('shipmentDetails'),
  };
  const references = new ReferenceList();
  references.addAll(shipment);
  const number = declaration.get('declarationReference').text('/number');
  const { container, statedGrossMass } = takeWeighedContainer(declaration);
  const result: VerifiedGrossMass = {
    schema: VERIFIED_GROSS_MASS_SCHEMA_NAME,
    documentType: 749,
    simulated: false,
    number,
    declaredAt: declaration.get('declarationDateTime').timestamp('/declaredAt'),
    retracted: declaration.get('isRetracted').flag('/retracted'),
    container,
    statedGrossMass,
    cargoGrossMassKg: takeMassObject(declaration.get('equipmentDetails', 'cargoGrossWeight'), '/cargoGrossMassKg').kg,
    method: vgm.get('method').code('/method', METHODS),
    weighedAt: vgm.get('dateTime').timestamp('/weighedAt'),
    placeOfWeighing: takePlace(vgm.get('location'), '/placeOfWeighing'),
    certificate: compactOrNone({
      number: vgm.get('certificationReference').text('/certificate/number'),
      issuedAt: vgm.get('certificationDateTime').timestamp('/certificate/issuedAt'),
    }),
    signatory: declaration.get('authorizedPersonSignatory').text('/signatory'),
    parties: takeParties(declaration),
    bookingNumber: shipment.get('carrierBookingReference').text('/bookingNumber'),
    transportDocumentNumber: shipment.get('transportDocumentReference').text('/transportDocumentNumber'),
    references: references.found,
    conveyance: takeCarriedBy(voyage),
    ...takeVgmPlaces(voyage),
  };
  return { document: compact(result), reference: number };
}

function takeWeighedContainer(declaration: JsonCursor): Pick<VerifiedGrossMass, 'container' | 'statedGrossMass'> {
  const container = takeContainer(declaration.get('equipmentDetails'), '/container');
  // without a container there is nothing that the mass could be of
  if (container === undefined) return {};
  const weight = declaration.get('VGM', 'weight');
  const { kg, stated } = takeMassObject(weight, '/container/verifiedGrossMassKg', '/statedGrossMass');
  return { container: compact({ ...container, verifiedGrossMassKg: kg }), statedGrossMass: stated };
}

function takeVgmPlaces(voyage: JsonCursor) {
  const { placeOfLoading, placeOfDischarge } = takePlaces(voyage);
  return { placeOfLoading, placeOfDischarge };
}

function takeCarriedBy(voyage: JsonCursor): VerifiedGrossMass['conveyance'] {
  const carrier = compactOrNone({
    code: voyage.get('carrierCode').text('/conveyance/carrier/code'),
    codeList: voyage.get('carrierCodeListProvider').text('/conveyance/carrier/codeList'),
  });
  return compactOrNone({ ...takeVoyage(voyage), carrier });
}

function takeParties(declaration: JsonCursor): VerifiedGrossMass['parties'] {
  const parties: { role: string; party: TradeParty }[] = [];
  for (const role of ROLES) {
    const party = takeParty(declaration.get(role), `/parties/${parties.length}/party`);
    if (party === undefined) continue;
    parties.push({ role, party });
  }
  return listOrNone(parties);
}
