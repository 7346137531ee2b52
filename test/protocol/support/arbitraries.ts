/** Arbitrary values of the strict JSON profile, and arbitrary parts of documents. */
import fc from 'fast-check';
import type { AttachedFile } from '../../../protocol/disclosure/leaves.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../protocol/json/json-value.ts';

/** Well-formed text in NFC, including `/` and `~`, control characters and characters beyond the BMP. */
export const strictText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('', '/', '~1', '0'),
  )
  .map((text) => text.normalize('NFC'));

export const strictKey: fc.Arbitrary<string> = fc
  .oneof(fc.constantFrom('a', 'b', '0', '1', 'a/b', '~', 'constructor', 'toString', 'é'), strictText)
  .filter((key) => key !== '__proto__');

export const strictScalar: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value)),
  strictText,
);

export const strictJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    strictScalar,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(strictKey, tie('value'), { maxKeys: 5 }),
  ),
})).value;

export const strictObject: fc.Arbitrary<JsonObject> = fc.dictionary(strictKey, strictJson, { maxKeys: 6 });

/** Bare hex of 32 bytes. */
export const hex32: fc.Arbitrary<string> = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

export const attachedFile: fc.Arbitrary<AttachedFile> = fc.record({
  name: strictText,
  mediaType: fc.constantFrom('application/pdf', 'image/png'),
  sha256: hex32,
});

/** Pointers to every value of a document, containers and the document itself included. */
export function pointersOf(value: JsonValue, pointer = ''): string[] {
  const token = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
  if (isJsonArray(value)) return [pointer, ...value.flatMap((item, index) => pointersOf(item, `${pointer}/${index}`))];
  if (!isJsonObject(value)) return [pointer];
  return [pointer, ...Object.entries(value).flatMap(([key, member]) => pointersOf(member, `${pointer}/${token(key)}`))];
}
