import type { TransportItem } from '../../../../protocol/documents/transport-document.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

/** Takes dangerous goods that state UN number and class; others are a finding and stay unmapped. @see IMDG Code 5.4 */
export function takeDangerousGoods(list: JsonCursor, to: string): TransportItem['dangerousGoods'] {
  let taken = 0;
  return listOrNone(
    list.items().map((goods) => {
      const at = `${to}/${taken}`;
      const [number, hazard] = [goods.get('UNNumber'), goods.get('imoClass')];
      if (!/^\d{4}$/.test(number.peek()) || hazard.peek().trim() === '') {
        goods.report('DANGEROUS_GOODS', at, `UN ${number.peek()} class ${hazard.peek()}`.trim());
        return undefined;
      }
      taken += 1;
      return compact({
        unNumber: number.text(`${at}/unNumber`) as string,
        hazardClass: hazard.text(`${at}/hazardClass`) ?? 'ZZZ',
        packingGroup: goods.get('packingGroup').text(`${at}/packingGroup`),
        technicalName: goods.either('technicalName', 'properShippingName').longText(`${at}/technicalName`),
      });
    }),
  );
}
