/** Reads arguments of typed events, which come from `jsonb` and are what the decoder wrote. */

import type { EventValue, TypedEvent } from '../../chain/event-decoder.ts';
import { jurisdictionCode, ZERO_32 } from '../../chain/hex.ts';

export type EventArgs = TypedEvent['args'];

/** @throws {RangeError} if the argument is not a text */
export function textArg(args: EventArgs, name: string): string {
  const value = args[name];
  if (typeof value !== 'string') throw new RangeError(`${name} is not a text`);
  return value;
}

/** A number; one beyond 2^53 (a `dueBy` that nobody can mean) becomes the largest that is exact. */
export function numberArg(args: EventArgs, name: string): number {
  const value = args[name];
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return Number.MAX_SAFE_INTEGER;
  throw new RangeError(`${name} is not a number`);
}

/** As {@link numberArg}, null for 0. */
export function numberOrNull(args: EventArgs, name: string): number | null {
  const value = numberArg(args, name);
  return value === 0 ? null : value;
}

/** Null for the zero word. */
export function wordOrNull(args: EventArgs, name: string): string | null {
  const value = textArg(args, name);
  return value === ZERO_32 ? null : value;
}

export function flagArg(args: EventArgs, name: string): boolean {
  return args[name] === true;
}

export function listArg(args: EventArgs, name: string): string[] {
  const value = args[name];
  if (!Array.isArray(value)) throw new RangeError(`${name} is not a list`);
  return (value as readonly EventValue[]).map(String);
}

export function structArg(args: EventArgs, name: string): EventArgs {
  const value = args[name];
  if (typeof value !== 'object' || Array.isArray(value)) throw new RangeError(`${name} is not a struct`);
  return value as EventArgs;
}

/** Code of a jurisdiction in a `bytes2` argument. */
export function codeArg(args: EventArgs, name: string): string {
  return jurisdictionCode(textArg(args, name));
}
