/** Lets a caller in or not, by the access of the route. The only place that does. */
import type { Request } from 'express';
import { AppError } from '../errors/app-error.ts';
import type { Caller } from './caller.ts';
import type { Access } from './route-table.ts';

/** How a caller stands to a case: not at all, entitled to read, or taking part in it. */
export type CaseStanding = 'NONE' | 'READER' | 'PARTICIPANT';

/** Answers how a caller stands to a case; owned by the cases module. */
export type CaseAccess = (caller: Caller, caseId: string) => Promise<CaseStanding>;

const AUDIT_ROLES: readonly string[] = ['AUDITOR', 'CUSTOMS_ADMINISTRATION'];

/** Whether a route looks at credentials at all. */
export function looksAtCredentials(access: Access): boolean {
  return access !== 'ANYONE' && access !== 'LOOPBACK' && access !== 'GATEWAY';
}

/**
 * @param params validated path parameters
 * @throws {AppError} AUTHENTICATION_REQUIRED, SESSION_REQUIRED, FORBIDDEN, CASE_NOT_FOUND, ROUTE_NOT_FOUND
 */
export async function authorise(
  access: Access,
  request: Request,
  caller: Caller | undefined,
  params: unknown,
  caseAccess: CaseAccess,
): Promise<void> {
  // the signature of a gateway stands in the body, which the exchange module opens and checks before anything else
  if (access === 'ANYONE' || access === 'GATEWAY' || access === 'OPTIONAL') return;
  if (access === 'LOOPBACK') {
    // Told to nobody else that it exists.
    if (!isLocal(request)) throw new AppError('ROUTE_NOT_FOUND');
    return;
  }
  if (caller === undefined) throw new AppError('AUTHENTICATION_REQUIRED');
  if (access === 'SESSION' && caller.credential !== 'SESSION') throw new AppError('SESSION_REQUIRED');
  if (access === 'AUDIT' && !caller.roles.some((role) => AUDIT_ROLES.includes(role))) throw new AppError('FORBIDDEN');
  if (access === 'CASE' || access === 'CASE_OWNER') await authoriseCase(access, caller, params, caseAccess);
}

async function authoriseCase(access: Access, caller: Caller, params: unknown, caseAccess: CaseAccess): Promise<void> {
  const { caseId } = params as { caseId?: unknown };
  if (typeof caseId !== 'string') throw new TypeError('a route with access to a case has no caseId in its path');
  const standing = await caseAccess(caller, caseId);
  if (standing === 'NONE') throw new AppError('CASE_NOT_FOUND');
  if (access === 'CASE_OWNER' && standing !== 'PARTICIPANT') throw new AppError('FORBIDDEN');
}

/** A connection from this machine that nobody has passed on: a reverse proxy beside us comes from loopback as well. */
function isLocal({ socket, headers }: Request): boolean {
  const passedOn = headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined;
  return !passedOn && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '');
}
