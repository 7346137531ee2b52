/** Signed actions out of calldata: what was sent past this gateway is shown in its own words as well. */
import { codeHash } from '../../protocol/abi-words.ts';
import { ACTION_KINDS, type ActionField, ALL_JURISDICTIONS, type SignedAction } from '../../protocol/actions.ts';
import { CODE_FIELDS } from '../../protocol/vocabulary.ts';
import type { CalldataAction } from './action-encoding.ts';
import { actionKind } from './event-decoder.ts';

const WORD_DIGITS = 64;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Codes by their keccak256, one table per closed list. */
const tables = new Map<string, ReadonlyMap<string, string>>();

/** Every code that a field can have: its closed list, or the codes of all countries. */
function tableOf(field: string): ReadonlyMap<string, string> {
  const open = CODE_FIELDS[field] === undefined;
  const name = open ? 'jurisdiction' : field;
  const known = tables.get(name);
  if (known !== undefined) return known;
  const countries = () => LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const codes = open ? [...countries(), ALL_JURISDICTIONS] : [...(CODE_FIELDS[field]?.codes ?? [])];
  const table = new Map(codes.map((code) => [codeHash(code), code]));
  tables.set(name, table);
  return table;
}

/**
 * Reads an applied action out of calldata.
 * @throws {RangeError} for a kind or a code that this release does not know
 */
export function decodeAction({ kind: id, body, signatures, attachment }: CalldataAction): SignedAction {
  const kind = actionKind(id);
  const fields: readonly ActionField[] = ACTION_KINDS[kind].fields;
  const message = Object.fromEntries(
    fields.map((field, at) => {
      const from = 2 + at * WORD_DIGITS;
      return [field.name, decodeWord(field, body.slice(from, from + WORD_DIGITS).toLowerCase())];
    }),
  );
  return {
    kind,
    message,
    signatures: signatures.map(({ signer, signature }) => ({
      signer: signer.toLowerCase(),
      signature: signature.toLowerCase(),
    })),
    attachment: attachment.toLowerCase(),
  };
}

function decodeWord({ name, type }: ActionField, digits: string): string | number | boolean {
  switch (type) {
    case 'bytes32':
      return `0x${digits}`;
    case 'bytes8':
      return `0x${digits.slice(0, 16)}`;
    case 'address':
      return `0x${digits.slice(-40)}`;
    case 'bool':
      return digits.endsWith('1');
    case 'string': {
      const code = tableOf(name).get(`0x${digits}`);
      if (code === undefined) throw new RangeError(`${name} has a code that this release does not know`);
      return code;
    }
    default:
      return Number(BigInt(`0x${digits}`));
  }
}
