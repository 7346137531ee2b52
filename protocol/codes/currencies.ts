/** ISO 4217 codes of money in circulation, by number of minor unit digits. */
const BY_MINOR_UNIT: readonly (readonly [number, string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC ' +
      'CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR ' +
      'JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD ' +
      'NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN ' +
      'SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
];

const MINOR_UNITS = new Map(BY_MINOR_UNIT.flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, digits])));

/**
 * Digits after the decimal point of a currency.
 * @returns 0, 2 or 3, or `null` for a code that ISO 4217 does not have
 */
export function minorUnitDigits(code: string): number | null {
  return MINOR_UNITS.get(code) ?? null;
}

/** Whether a text is an ISO 4217 code of money in circulation. */
export function isCurrencyCode(code: string): boolean {
  return MINOR_UNITS.has(code);
}
