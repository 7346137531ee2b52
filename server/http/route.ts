/**
 * How a module describes and implements a route. The description (`RouteSpec`) is data: the dispatcher validates with
 * it, the OpenAPI document is generated from it. The implementation is a function from validated input to a reply; it
 * never sees Express.
 */
import type { z } from 'zod';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { Caller } from './caller.ts';
import type { NeedsCaller, ROUTES, RouteName } from './route-table.ts';

/** Body of a route: none, JSON held against a schema, or raw bytes with their media type. */
export type BodySpec =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly schema: z.ZodType; readonly maxBytes?: number }
  | { readonly kind: 'bytes'; readonly maxBytes: number; readonly mediaTypes: readonly string[] };

/** One answer of a route. Without a schema it is bytes or text of `mediaType`, or nothing at all. */
export interface ResponseSpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
  /** Header name to description. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RouteSpec {
  readonly summary: string;
  readonly description?: string;
  /** Group on the API page. */
  readonly tag: string;
  /** Path parameters, all of them. */
  readonly params?: z.ZodObject;
  /** Query parameters; unknown ones are refused if the schema is strict. Values arrive as strings. */
  readonly query?: z.ZodObject;
  /** Headers that the handler reads, by lower-case name. */
  readonly headers?: z.ZodObject;
  readonly body: BodySpec;
  readonly responses: Readonly<Record<number, ResponseSpec>>;
  /** Codes of this route's own; those of every route (limits, authentication, failures) are added by the generator. */
  readonly problems?: readonly ErrorCode[];
}

/** Raw body as received. */
export interface BytesBody {
  readonly bytes: Uint8Array;
  /** Type and subtype of Content-Type, lower case, without parameters; empty if none was sent. */
  readonly mediaType: string;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : Readonly<Record<string, never>>;

type BodyOf<B> = B extends { kind: 'json'; schema: infer S extends z.ZodType }
  ? z.output<S>
  : B extends { kind: 'bytes' }
    ? BytesBody
    : undefined;

type CallerOf<N extends RouteName> = (typeof ROUTES)[N]['access'] extends NeedsCaller
  ? Caller
  : (typeof ROUTES)[N]['access'] extends 'OPTIONAL'
    ? Caller | undefined
    : undefined;

export interface RouteInput<N extends RouteName, S extends RouteSpec> {
  readonly params: Parsed<S['params']>;
  readonly query: Parsed<S['query']>;
  readonly headers: Parsed<S['headers']>;
  readonly body: BodyOf<S['body']>;
  readonly caller: CallerOf<N>;
  readonly requestId: string;
  /** Path with query, as it stands in access receipts. */
  readonly route: string;
  /** Aborted when the client has gone or the answer was sent, so that long waits end and what they held is freed. */
  readonly signal: AbortSignal;
  /** Authenticates and authorises once more, for answers that take longer than a credential or a right may last. */
  readonly checkAgain: () => Promise<CallerOf<N>>;
}

export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>;

/** What a handler answers; `status` is one of the spec's responses. */
export type Reply =
  | { readonly status: number; readonly headers?: ReplyHeaders; readonly json: unknown }
  | { readonly status: number; readonly headers?: ReplyHeaders; readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly status: number; readonly headers?: ReplyHeaders; readonly text: string; readonly mediaType: string }
  | {
      readonly status: number;
      readonly headers?: ReplyHeaders;
      /** Text as it comes to be known; asked for the next piece only when the client has taken the one before. */
      readonly stream: AsyncIterable<string>;
      readonly mediaType: string;
    }
  | { readonly status: 204 | 304; readonly headers?: ReplyHeaders };

type JsonReplies<R> = {
  [K in keyof R & number]: R[K] extends { schema: infer Z extends z.ZodType }
    ? { readonly status: K; readonly headers?: ReplyHeaders; readonly json: z.input<Z> }
    : R[K] extends { mediaType: string }
      ? { readonly status: K; readonly headers?: ReplyHeaders; readonly mediaType: string } & (
          | { readonly bytes: Uint8Array }
          | { readonly text: string }
          | { readonly stream: AsyncIterable<string> }
        )
      : { readonly status: K; readonly headers?: ReplyHeaders };
}[keyof R & number];

export type ReplyOf<S extends RouteSpec> = JsonReplies<S['responses']>;

export type Handler<N extends RouteName, S extends RouteSpec> = (input: RouteInput<N, S>) => Promise<ReplyOf<S>>;

/** A route with its implementation, its types erased; made by {@link endpoint} only. */
export interface Endpoint {
  readonly name: RouteName;
  readonly spec: RouteSpec;
  readonly handle: (input: ErasedInput) => Promise<Reply> | Reply;
}

/** What the dispatcher hands to an endpoint after validating it against the spec. */
export interface ErasedInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly caller: Caller | undefined;
  readonly requestId: string;
  readonly route: string;
  readonly signal: AbortSignal;
  readonly checkAgain: () => Promise<Caller | undefined>;
}

/** Declares a spec, keeping its literal types. */
export function spec<const S extends RouteSpec>(value: S): S {
  return value;
}

/**
 * Binds a handler to a line of the route table and its spec. Curried, so that the types of the spec are settled before
 * the handler is looked at.
 */
export function endpoint<N extends RouteName, const S extends RouteSpec>(
  name: N,
  routeSpec: S,
): (handler: Handler<N, S>) => Endpoint {
  // The dispatcher validates against exactly this spec before it calls, which is what makes the erasure sound.
  return (handler) => ({ name, spec: routeSpec, handle: handler as unknown as Endpoint['handle'] });
}
