/**
 * Codes of DCSA Track & Trace 3.0, which hold those of 2.2.
 * @see DCSA Track & Trace 3.0.0, schema EventClassification
 */

export const SUBJECTS = {
  SHIPMENT: 'CONSIGNMENT',
  TRANSPORT: 'TRANSPORT',
  EQUIPMENT: 'EQUIPMENT',
  IOT: 'IOT',
  REEFER: 'REEFER',
} as const;

export const CLASSIFIERS = { PLN: 'PLANNED', EST: 'ESTIMATED', ACT: 'ACTUAL' } as const;

export const MOVEMENTS = { IMPORT: 'IMPORT', EXPORT: 'EXPORT', TRANSSHIPMENT: 'TRANSHIPMENT' } as const;

export type EventTypeCode = keyof typeof SUBJECTS;

const codes = (list: string): Readonly<Record<string, string>> =>
  Object.fromEntries(list.split(' ').map((code) => [code, code]));

/** What can happen, by event type, and the member that says it. */
export const EVENT_CODES: Readonly<
  Record<EventTypeCode, { readonly member: string; readonly codes: Readonly<Record<string, string>> }>
> = {
  SHIPMENT: {
    member: 'shipmentEventTypeCode',
    codes: codes(
      'AMCF AMCN AMDC AMPR AMRE APPR CACF CADC CANC CARE CMPL CONF DECL DRFT HOLD ISSU PENA PENM PENU PSAM PSDL RECE ' +
        'REJE RELS REQS SUAM SUBM SUDL SURR UPCF UPCN UPDC UPDT UPRE VOID',
    ),
  },
  TRANSPORT: { member: 'transportEventTypeCode', codes: codes('ARRI DEPA') },
  EQUIPMENT: {
    member: 'equipmentEventTypeCode',
    codes: codes('AVDO AVPU CROS CUSI CUSR CUSS DISC DROP GTIN GTOT INSP LOAD PICK RMVD RSEA STRP STUF'),
  },
  IOT: { member: 'iotEventTypeCode', codes: codes('DETC') },
  REEFER: { member: 'reeferEventTypeCode', codes: codes('ADJU MEAS') },
};

/** Documents that an event can be about. */
export const DOCUMENT_TYPES = codes(
  'AMF ARN BKG CAS CBR CEA CEO CQU CRO CUC DEI DEO DGD FCE HCE ICE INV OOG PCE PFD SHI TRD TRO VCE VGM',
);
