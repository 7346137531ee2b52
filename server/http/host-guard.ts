/**
 * Refuses requests for other hosts. A page of a foreign name that was re-pointed at this machine (DNS rebinding), and a
 * passkey prompt of another relying party that a gateway would answer for, both come with a foreign Host.
 */
import type { RequestHandler } from 'express';
import { AppError } from '../errors/app-error.ts';

/**
 * Hosts that a gateway answers for: the public origin's, and the loopback names of the port it listens on.
 * @param origin public origin, for example `https://gateway.example`
 * @param port port that the server is bound to
 */
export function allowedHosts(origin: string, port: number): ReadonlySet<string> {
  const loopback = ['localhost', '127.0.0.1', '[::1]'].map((name) => (port === 80 ? name : `${name}:${port}`));
  return new Set([new URL(origin).host, ...loopback].map((host) => host.toLowerCase()));
}

/** @throws {AppError} HOST_NOT_ALLOWED */
export function hostGuard(hosts: ReadonlySet<string>): RequestHandler {
  return (request, _response, next) => {
    const host = request.headers.host?.toLowerCase();
    if (host === undefined || !hosts.has(host)) throw new AppError('HOST_NOT_ALLOWED');
    next();
  };
}
