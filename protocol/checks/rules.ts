/** Catalogue of the rules that checks apply; `docs/rules/README.md` is generated from it. */
import { broken, found, type Rule } from './rule.ts';
import { FILE_RULES } from './rules-of-files.ts';

export type { Rule };

export const RULES = {
  CONTAINER_NUMBER_FORM: found(
    'Container number does not have the form of ISO 6346',
    'ISO 6346',
    'Read the number off the container door: three letters, U, J or Z, seven digits.',
  ),
  CONTAINER_CHECK_DIGIT: found(
    'Container number has a wrong check digit',
    'ISO 6346',
    'Compare the number with the booking or the container; a digit is wrong or two are swapped.',
  ),
  CONTAINER_TYPE: found(
    'Container type code does not have the form of ISO 6346',
    'ISO 6346',
    'Use a size and type code such as 22G1 or 45G1.',
  ),
  IMO_NUMBER: found(
    'IMO number has a wrong form or check digit',
    'IMO resolution A.1117(30)',
    'Ask the carrier for the ship’s seven-digit IMO number.',
  ),
  USCC: found(
    'Unified social credit code has a wrong form or check character',
    'GB 32100-2015',
    'Copy the 18 characters from the company’s business licence.',
  ),
  GS1_NUMBER: found(
    'Global location number has a wrong form or check digit',
    'GS1 General Specifications 7.9',
    'Ask the party for its 13-digit GLN.',
  ),
  LOCATION_FORM: found(
    'Place is not a UN/LOCODE',
    'UN/LOCODE (UN/ECE Recommendation 16)',
    'Use two letters for the country and three characters for the place.',
  ),
  LOCATION_UNKNOWN: found(
    'Place is not in UN/LOCODE',
    'UN/LOCODE (UN/ECE Recommendation 16)',
    'Look the place up; if it is newer than our list, leave it as it is.',
  ),
  LOCATION_NOT_COVERED: found(
    'Place lies outside the countries of our list',
    'UN/LOCODE (UN/ECE Recommendation 16)',
    'Nothing to do if the code is right: only places in China, Malaysia and Singapore are checked.',
  ),
  LOCATION_CONFUSED: found(
    'Place is often written where another is meant',
    'UN/LOCODE (UN/ECE Recommendation 16)',
    'Check which place is meant; the code is kept as it came.',
  ),
  HS_CODE: found(
    'Commodity code is not in the Harmonized System',
    'WCO Harmonized System',
    'Classify the goods again; the first six digits are the international part.',
  ),
  TARIFF_CODE_MISMATCH: found(
    'National tariff code does not begin with the HS code',
    'WCO Harmonized System, article 3',
    'Make the first six digits of both codes the same.',
  ),
  COUNTRY: found('Country code is not in ISO 3166-1', 'ISO 3166-1', 'Use the two-letter code of the country.'),
  CURRENCY: found('Currency code is not in ISO 4217', 'ISO 4217', 'Use the three-letter code of the currency.'),
  MINOR_UNITS: found(
    'Amount has more decimals than its currency',
    'ISO 4217',
    'Round the amount to the minor unit of the currency.',
  ),
  UNIT: found(
    'Unit is not one that we know of UN/ECE Recommendation 20',
    'UN/ECE Recommendation 20',
    'Use a code such as KGM, EA or MTQ; if the code is right, leave it.',
  ),
  PACKAGE: found(
    'Package type is not one that we know of UN/ECE Recommendation 21',
    'UN/ECE Recommendation 21',
    'Use a code such as CT, PX or BG; if the code is right, leave it.',
  ),
  INCOTERM: found(
    'Delivery term is not a rule of Incoterms 2020',
    'ICC publication 723',
    'Use one of the eleven rules, with its named place.',
  ),
  LINE_VALUE: found(
    'Quantity times unit price is not the line value',
    'Arithmetic; tolerance half a minor unit for each unit of quantity',
    'Correct quantity, unit price or line value.',
  ),
  INVOICE_TOTAL: found(
    'Lines, charges, allowances and taxes do not add up to the invoice total',
    'Arithmetic',
    'Correct the total, or add the missing line, charge, allowance or tax.',
  ),
  PACKAGES_TOTAL: found(
    'Packages of the items do not add up to the stated total',
    'Arithmetic',
    'Correct the number of packages of an item, or the total.',
  ),
  MASS_TOTAL: found(
    'Masses of the items do not add up to the stated total',
    'Arithmetic',
    'Correct the mass of an item, or the total.',
  ),
  LINES_TOTAL: found(
    'Stated number of lines is not that of the lines',
    'Arithmetic',
    'Ask the sender whether a line is missing, or correct the number.',
  ),
  NET_MASS: found(
    'Net mass is zero or above gross mass',
    'WCO Data Model, gross and net mass',
    'Correct net or gross mass; packaging weighs something.',
  ),
  VERIFIED_GROSS_MASS: found(
    'Verified gross mass is below cargo and tare',
    'SOLAS VI/2',
    'Have the container weighed again, or correct cargo mass or tare.',
  ),
  CONTAINER_NOT_LISTED: found(
    'Item names a container that the document does not list',
    'Document integrity',
    'Add the container to the document or correct its number on the item.',
  ),
  MISSING_FIELD: found(
    'A field that customs expects is missing',
    'Minimum content of an advance manifest or goods declaration (WCO SAFE, Revised Kyoto Convention)',
    'Fill the field before lodging; customs will ask for it.',
  ),
  DANGEROUS_GOODS: found(
    'Dangerous goods are not described as the IMDG Code asks',
    'IMDG Code, part 3 and 5.4',
    'State UN number and class.',
  ),
  EVENT_TIME: found(
    'Event happened after it was recorded',
    'Order of time; an event that was observed lies in the past',
    'Correct the times, or record the event as planned or estimated.',
  ),
  VALUE_UNREADABLE: found(
    'Value cannot be read as its field asks',
    'Standard of the format: type, length and spelling of the field',
    'Correct the value in the sending system; it is kept in the file and listed as unmapped.',
  ),
  CODE_NOT_LISTED: found(
    'Code is not one that the standard lists for its field',
    'Standard of the format: code list of the field',
    'Correct the code in the sending system; it is kept in the file and listed as unmapped.',
  ),
  STATUS_UNKNOWN: found(
    'Status is not one whose meaning is known here',
    'UN/ECE Recommendation 24; ANSI X12 element 157',
    'Read the words of the sender; the event is recorded and counts as none of the known ones.',
  ),
  INTEGRITY_BROKEN: broken(
    'Content is not what the issuer signed or anchored',
    'OpenAttestation 2.0 and 3.0, W3C Data Integrity',
    'Do not rely on the document; ask the issuer for the original file.',
  ),
  INTEGRITY_NOT_CHECKED: found(
    'Proof cannot be checked from the file alone',
    'W3C Verifiable Credentials, OpenAttestation',
    'Check the document with the issuer or its verifier before relying on it.',
  ),
  ISSUER_NOT_CHECKED: found(
    'Whether the issuer is who it claims was not checked',
    'OpenAttestation identity proof (DNS, DID), W3C Decentralized Identifiers',
    'Look up the DNS record or DID document that the identity proof names; that needs the network.',
  ),
  REVOCATION_NOT_CHECKED: found(
    'Whether the document was revoked or surrendered since was not checked',
    'OpenAttestation document store, token registry and revocation store; W3C credential status',
    'Ask the store or registry that the document names; that needs the network.',
  ),
  EPCIS_SCHEMA: found(
    'Event does not fit the JSON schema of EPCIS',
    'GS1 EPCIS 2.0, JSON schema',
    'Correct the event in the capturing system; what could be read is kept.',
  ),
  EVENT_DUPLICATE: found(
    'Event stands twice in the file, with the same content and the same error declaration',
    'GS1 EPCIS 2.0, section 7.4.1.4',
    'Nothing to do: the event is kept once.',
  ),
  EVENT_ID_REUSED: found(
    'Two events with different content have the same id, and neither declares the other to be wrong',
    'GS1 EPCIS 2.0, section 7.4.1.2',
    'Ask the sender which event holds; both are kept.',
  ),
  EVENT_DECLARED_WRONG: found(
    'Event declares one that was sent before to be wrong',
    'GS1 EPCIS 2.0, section 7.4.1.3',
    'Do not count the event; look for the corrective events that it names.',
  ),
  LEAD_TIME: found(
    'Manifest is lodged too late before arrival',
    'Advance manifest of Malaysia: 24 hours before arrival, 48 hours for dangerous goods',
    'Lodge at once; the release may have to wait for the risk assessment.',
  ),
  AGREE_UCR: found('Documents of one case name different UCRs', 'WCO UCR guidelines', 'Use one UCR throughout.'),
  AGREE_INVOICE_NUMBER: found(
    'Documents of one case name different invoices',
    'Agreement of documents',
    'Correct the invoice number, or lodge the other invoice as well.',
  ),
  AGREE_INVOICE_TOTAL: found(
    'Declared invoice total is not that of the invoice',
    'Agreement of documents',
    'Correct the total or the currency.',
  ),
  AGREE_BILL_OF_LADING: found(
    'Documents of one case name different bills of lading',
    'Agreement of documents',
    'Correct the number of the bill of lading.',
  ),
  AGREE_RAIL_NOTE: found(
    'Documents of one case name different rail consignment notes',
    'Agreement of documents',
    'Correct the number of the rail consignment note.',
  ),
  AGREE_CONTAINERS: found(
    'Documents of one case list different containers',
    'Agreement of documents',
    'Compare the container numbers; one may be misspelt or missing.',
  ),
  AGREE_SEALS: found(
    'Documents of one case state different seals',
    'Agreement of documents',
    'Compare the seals; if one was replaced, state who did and when.',
  ),
  AGREE_HS_CODES: found(
    'Documents of one case classify the goods differently',
    'Agreement of documents',
    'Make the first six digits of the commodity codes the same, or explain the difference to customs.',
  ),
  AGREE_PACKAGES: found(
    'Documents of one case count different numbers of packages',
    'Agreement of documents',
    'Count again and correct the document that is wrong.',
  ),
  AGREE_GROSS_MASS: found(
    'Documents of one case state different gross masses',
    'Agreement of documents',
    'Correct the document that is wrong.',
  ),
  AGREE_NET_MASS: found(
    'Documents of one case state different net masses',
    'Agreement of documents',
    'Correct the document that is wrong.',
  ),
  AGREE_EXPORTER: found(
    'Documents of one case name different exporters',
    'Agreement of documents',
    'Correct the name, or state the third party that sells or ships.',
  ),
  AGREE_IMPORTER: found(
    'Documents of one case name different importers',
    'Agreement of documents',
    'Correct the name, or state the third party that buys or receives.',
  ),
  AGREE_DELIVERY_TERMS: found(
    'Documents of one case name different delivery terms',
    'Incoterms 2020; the customs value depends on them',
    'Correct the Incoterms rule; freight and insurance are added to the value or not by it.',
  ),
  AGREE_ORIGIN: found(
    'Documents of one case name different countries of origin',
    'Agreement of documents; rules of origin',
    'Correct the country of origin of the goods that differ.',
  ),
  AGREE_VERIFIED_GROSS_MASS: found(
    'Documents of one case state different verified gross masses of a container',
    'SOLAS VI/2',
    'Take the mass of the weighing certificate, and correct the document that is wrong.',
  ),
  AGREE_NOT_STATED: found(
    'A document does not state what the others of the case state',
    'Minimum content of the documents; agreement of documents',
    'Have it stated before filing if customs asks for it there; otherwise nothing needs to be done.',
  ),
  ORIGIN_NOT_COVERED: found(
    'Preference is claimed for a line that the certificate of origin does not cover',
    'RCEP chapter 3; rules of origin of the agreement claimed',
    'Lodge the certificate that covers the line, or drop the claim.',
  ),
  GROSS_MASS_UNIT: found(
    'Gross mass is stated in a unit that has no fixed relation to the kilogram',
    'UN/ECE Recommendation 20',
    'Ask the sender which unit was meant and state the mass in kilograms.',
  ),
  EDIFACT_SEGMENT_COUNT: found(
    'Segment count of the message trailer is wrong',
    'ISO 9735, UNT 0074',
    'Ask the sender to repair the message; nothing was dropped.',
  ),
  EDIFACT_MESSAGE_REFERENCE: found(
    'Message trailer names another message than its header',
    'ISO 9735, UNH and UNT 0062',
    'Ask the sender to repair the message; nothing was dropped.',
  ),
  EDIFACT_MESSAGE_COUNT: found(
    'Message count of the interchange trailer is wrong',
    'ISO 9735, UNZ 0036',
    'Ask the sender whether a message is missing.',
  ),
  EDIFACT_INTERCHANGE_REFERENCE: found(
    'Interchange trailer names another interchange than its header',
    'ISO 9735, UNB and UNZ 0020',
    'Ask the sender to repair the interchange; nothing was dropped.',
  ),
  EDIFACT_GROUP_REFERENCE: found(
    'Group trailer names another group than its header',
    'ISO 9735, UNG and UNE 0048',
    'Ask the sender to repair the interchange; nothing was dropped.',
  ),
  EDIFACT_NO_ENVELOPE: found(
    'Interchange or message has no envelope',
    'ISO 9735, UNB, UNH, UNT, UNZ',
    'Ask the sender for the whole interchange; sender and date are unknown.',
  ),
  EDIFACT_MESSAGE_TYPE: found(
    'Message header names no message type',
    'ISO 9735, UNH S009 0065',
    'Ask the sender to repair the header; the type was told from the content.',
  ),
  EDIFACT_LOCAL_TIME: found(
    'Time names no time zone',
    'RFC 3339',
    'State the offset, or use format 303 or 205; until then the time is read as local at its place.',
  ),
  EDIFACT_TRANSPORT_DOCUMENT: found(
    'Reference of a consignment does not say which transport document it is',
    'UN/EDIFACT data element 1153',
    'Use BM, MB or BH for bills of lading; the number is kept with its qualifier as it came.',
  ),
  EDIFACT_CONTROL_TOTAL: found(
    'Control total of the message is not what it holds',
    'UN/EDIFACT CNT, data element 6069',
    'Ask the sender whether something is missing; nothing was dropped.',
  ),
  EDIFACT_UNKNOWN_SEGMENT: found(
    'Segment is not part of the mapping',
    'UN/EDIFACT message type directory',
    'Nothing to do: the segment is kept in the file and listed as unmapped.',
  ),
  EDIFACT_VALUE: found(
    'Value cannot be read as its data element asks',
    'UN/EDIFACT data element directory',
    'Correct the value in the sending system; it is kept in the file as it came.',
  ),
  XML_LOCAL_TIME: found(
    'Time names no time zone where one is needed',
    'RFC 3339; UNTDID 2379 format 304',
    'State the offset; until then the time is kept in the file and listed as unmapped.',
  ),
  ...FILE_RULES,
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
