/** Where a credential stands in a request. */
import type { Request } from 'express';
import { AppError } from '../errors/app-error.ts';

/** Name of the browser's session cookie; the prefix binds it to this very host, over TLS or on localhost. */
export const SESSION_COOKIE = '__Host-corridor-session';

export interface Credential {
  readonly secret: string;
  readonly from: 'HEADER' | 'COOKIE';
}

/**
 * The credential of a request: the Authorization header if there is one, else the session cookie.
 * @param origin public origin: a cookie counts only in requests that the gateway's own pages make
 * @throws {AppError} CREDENTIAL_INVALID for another scheme than Bearer, ORIGIN_NOT_ALLOWED for a cookie from elsewhere
 */
export function credentialOf(request: Request, origin: string): Credential | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const secret = /^Bearer +([A-Za-z0-9._~+/-]{1,512}=*)$/i.exec(authorization)?.[1];
    if (secret === undefined) throw new AppError('CREDENTIAL_INVALID');
    return { secret, from: 'HEADER' };
  }
  const secret = cookieOf(request.headers.cookie ?? '');
  if (secret === undefined) return undefined;
  if (!isSameOrigin(request, origin)) throw new AppError('ORIGIN_NOT_ALLOWED');
  return { secret, from: 'COOKIE' };
}

function cookieOf(header: string): string | undefined {
  const parts = header.split(';').map((part) => part.trim());
  return parts.find((part) => part.startsWith(`${SESSION_COOKIE}=`))?.slice(SESSION_COOKIE.length + 1);
}

/** SameSite=Strict lets every port and subdomain of a site in; this lets only the exact origin write. */
function isSameOrigin(request: Request, origin: string): boolean {
  if (request.headers.origin !== undefined) return request.headers.origin === origin;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return request.method === 'GET' || request.method === 'HEAD';
}

/** Set-Cookie value that stores a session token. @param maxAgeSeconds time to live, seconds; 0 removes it */
export function sessionCookie(token: string, maxAgeSeconds: number): string {
  return `${SESSION_COOKIE}=${token}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Strict`;
}
