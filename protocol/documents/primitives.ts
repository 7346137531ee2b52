/** Building blocks of the document schemas. Units stand in field names; money and measures are decimal strings. */
import { z } from 'zod';
import { BARE_HEX_32, CHAIN_HEX_8, CHAIN_HEX_32 } from '../merkle/hex.ts';

/** Non-empty text. @param max in UTF-16 code units */
export const text = (max: number) => z.string().min(1).max(max);

/** Names, numbers and codes that a person reads at a glance. */
export const shortText = text(256);

/** Descriptions, marks, remarks. */
export const longText = text(8_000);

/** Decimal without exponent, at most 18 digits before and 9 after the point; for example `14182.000`. */
export const signedDecimal = z.string().regex(/^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,9})?$/, 'not a decimal');

/** {@link signedDecimal} that is not negative. */
export const decimal = z.string().regex(/^(?:0|[1-9]\d{0,17})(?:\.\d{1,9})?$/, 'not a non-negative decimal');

/** Three capital letters; whether ISO 4217 has the code is a finding, not an error. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'not an ISO 4217 code');

/** Two capital letters; whether ISO 3166-1 has the code is a finding, not an error. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'not an ISO 3166-1 alpha-2 code');

/** An amount of money. */
export const money = z.strictObject({
  /** In units of the currency, not in minor units. */
  amount: signedDecimal,
  currency: currencyCode,
});

/** RFC 3339 with offset, as the domain asks of every time that is compared with another. */
export const timestamp = z.iso.datetime({ offset: true });

/** RFC 3339 full-date. */
export const date = z.iso.date();

/** Wall-clock time of a place, minutes or seconds, without offset: what files carry that name no time zone. */
export const localTime = z.iso.datetime({ local: true });

/** Party, office or operator as councils enrol them: 8 bytes, `0x…`. */
export const opaqueId = z.string().regex(CHAIN_HEX_8, 'not 8 bytes in 0x hex');

/** Digest or id on chain: 32 bytes, `0x…`. */
export const chainWord = z.string().regex(CHAIN_HEX_32, 'not 32 bytes in 0x hex');

/** SHA-256 of bytes: 32 bytes, bare hex. */
export const sha256Hex = z.string().regex(BARE_HEX_32, 'not a SHA-256 in lower-case hex');

/** Jurisdiction as the ledger names it: ISO 3166-1 alpha-2. */
export const jurisdictionCode = countryCode;

/** Harmonized System, international part: six digits. */
export const hs6 = z.string().regex(/^\d{6}$/, 'not six digits');

/** Unique consignment reference. @see domain rule 8; WCO UCR guidelines */
export const ucr = z.string().regex(/^[A-Z0-9()/-]{1,35}$/, 'not a UCR');

/** A whole number from `min` to `max`. */
export const count = (min = 0, max = 99_999_999) => z.int().min(min).max(max);
