import type { Container } from '../../../../protocol/documents/transport.ts';
import { takeSeals } from '../dcsa/equipment.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeMass, takeMassObject } from './measures.ts';

/** Takes the containers of `utilizedTransportEquipments`; one without a number is told by its unmapped values. */
export function takeContainers(equipments: JsonCursor): Container[] {
  const containers: Container[] = [];
  for (const equipment of equipments.items()) {
    const container = takeContainer(equipment, `/containers/${containers.length}`);
    if (container !== undefined) containers.push(container);
  }
  return containers;
}

/** The equipment stands in an object of its own, or its members beside the use. */
export function takeContainer(use: JsonCursor, to: string): Container | undefined {
  const equipment = use.get('equipment').present ? use.get('equipment') : use;
  const number = equipment.get('equipmentReference').text(`${to}/number`);
  if (number === undefined) return undefined;
  return compact({
    number,
    typeCode: equipment.get('ISOEquipmentCode').text(`${to}/typeCode`),
    seals: takeSeals(use.get('seals'), `${to}/seals`),
    tareMassKg: takeTare(equipment, `${to}/tareMassKg`),
    shipperOwned: use.get('isShipperOwned').flag(`${to}/shipperOwned`),
    marks: listOrNone(
      use
        .get('shippingMarks')
        .items()
        .map((mark, index) => mark.longText(`${to}/marks/${index}`)),
    ),
  });
}

function takeTare(equipment: JsonCursor, to: string): string | undefined {
  const tare = equipment.get('tareWeight');
  const object = tare.node?.type === 'object';
  return object ? takeMassObject(tare, to).kg : takeMass(tare, equipment.get('weightUnit'), to).kg;
}
