/** Containers and seals as DCSA writes them, in all its standards. */
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

/** DCSA seal source to UNTDID 9303; veterinary and phytosanitary share one code there and so stay as they came. */
const SEAL_ISSUERS = { CAR: 'CA', CNS: 'AA', CUS: 'CU', SHI: 'SH', TER: 'TO' } as const;

/** Takes a list of seals; one without a number is none. */
export function takeSeals(list: JsonCursor, to: string) {
  let taken = 0;
  return listOrNone(
    list.items().map((seal) => {
      const at = `${to}/${taken}`;
      const number = seal.either('number', 'sealNumber').text(`${at}/number`);
      if (number === undefined) return undefined;
      taken += 1;
      const source = seal.either('source', 'sealSource');
      const issuer = Object.hasOwn(SEAL_ISSUERS, source.peek()) ? source.code(`${at}/issuer`, SEAL_ISSUERS) : undefined;
      return compact({ number, issuer, kind: seal.either('type', 'sealType').text(`${at}/kind`) });
    }),
  );
}

/** DCSA empty indicator. */
export const FULLNESS = { EMPTY: 'EMPTY', LADEN: 'FULL' } as const;
