/** An object without the members that are `undefined`, as documents leave out what a file does not say. */
export function compact<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

/** {@link compact}; `undefined` if nothing is left. */
export function compactOrNone<T extends object>(members: T): T | undefined {
  const left = compact(members);
  return Object.keys(left).length === 0 ? undefined : left;
}

/** A list; `undefined` if it is empty, as documents leave out what a file does not say. */
export function listOrNone<T>(items: readonly (T | undefined)[]): T[] | undefined {
  const left = items.filter((item) => item !== undefined);
  return left.length === 0 ? undefined : left;
}
