/** A value of the strict JSON profile: numbers are safe integers, decimals travel as strings. */
export type JsonScalar = null | boolean | number | string;
export type JsonArray = readonly JsonValue[];
export type JsonObject = { readonly [key: string]: JsonValue };
export type JsonValue = JsonScalar | JsonArray | JsonObject;

/** Whether a JSON value is an array; narrows readonly arrays, which `Array.isArray` does not. */
export function isJsonArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}

/** Whether a JSON value is an object with members. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
