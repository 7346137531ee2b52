/** Headers that every answer carries. */
import type { RequestHandler } from 'express';

/** API answers are never rendered; pages set their own, wider policy (see pages.ts). */
export const API_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/**
 * @param secure the public origin is https: tell browsers to stay there
 * @see security model: HSTS, nosniff, no-referrer, COOP/CORP, frame-ancestors none, no-store
 */
export function securityHeaders(secure: boolean): RequestHandler {
  const headers: Readonly<Record<string, string>> = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': API_CSP,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow',
    ...(secure ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  };
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}
