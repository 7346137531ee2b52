/**
 * The sign-in text of EIP-4361, read strictly: exactly the lines that the gateway's own template has, byte for byte.
 *
 * Not read with the `siwe` package: it writes to the console when a signature is wrong, falls back to EIP-1271 calls
 * (a contract's answer changes with time, and no such signer is enrolled), and verifies a text that it builds anew.
 * @see EIP-4361; the text is signed by EIP-191 and can never hash to the EIP-712 digest of an action
 */
import { getAddress } from 'ethers';
import { AppError } from '../../errors/app-error.ts';

export interface SignInMessage {
  readonly domain: string;
  /** EIP-55 */
  readonly address: string;
  readonly statement: string;
  readonly uri: string;
  readonly chainId: string;
  readonly nonce: string;
  /** milliseconds since the Unix epoch */
  readonly issuedAtMs: number;
  /** milliseconds since the Unix epoch */
  readonly expiresAtMs: number;
}

const TEMPLATE = new RegExp(
  [
    '^(?<domain>[^\\s/?#@]{1,255}) wants you to sign in with your Ethereum account:',
    '(?<address>0x[0-9a-fA-F]{40})',
    '',
    '(?<statement>[^\\n\\r]{1,500})',
    '',
    'URI: (?<uri>[^\\s]{1,500})',
    'Version: 1',
    'Chain ID: (?<chainId>[0-9]{1,16})',
    'Nonce: (?<nonce>[A-Za-z0-9]{8,64})',
    'Issued At: (?<issuedAt>[^\\s]{20,35})',
    'Expiration Time: (?<expiresAt>[^\\s]{20,35})$',
  ].join('\\n'),
);

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * @param text the signed text, lines separated by LF
 * @throws {AppError} SIGN_IN_MESSAGE_INVALID
 */
export function parseSignInMessage(text: string): SignInMessage {
  const fields = TEMPLATE.exec(text)?.groups;
  if (fields === undefined) throw invalid('the lines are not those of the template');
  const {
    domain = '',
    address = '',
    statement = '',
    uri = '',
    chainId = '',
    nonce = '',
    issuedAt = '',
    expiresAt = '',
  } = fields;
  return {
    domain,
    address: checkedAddress(address),
    statement,
    uri,
    chainId,
    nonce,
    issuedAtMs: instant(issuedAt),
    expiresAtMs: instant(expiresAt),
  };
}

/** An address in EIP-55 form, which the standard asks for. */
function checkedAddress(text: string): string {
  try {
    if (getAddress(text) === text) return text;
  } catch {
    // a wrong checksum in mixed case; the same answer as for no checksum at all
  }
  throw invalid('the address is not in EIP-55 form');
}

function instant(text: string): number {
  const ms = RFC_3339.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw invalid('a time is not in RFC 3339 form');
  return ms;
}

function invalid(detail: string): AppError {
  return new AppError('SIGN_IN_MESSAGE_INVALID', { detail, errors: [{ detail, pointer: '#/message' }] });
}
