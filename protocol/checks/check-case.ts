/** Checks across the documents of one case. */
import type { GoodsDeclaration } from '../documents/goods-declaration.ts';
import type { Consignment } from '../documents/manifest.ts';
import type { CorridorDocument } from '../documents/registry.ts';
import { type AgreementRule, type Fact, factsOf } from './case-facts.ts';
import { type Finding, finding } from './finding.ts';

/** A finding about one document, by its place in the list that was checked. */
export interface CaseFinding extends Finding {
  readonly document: number;
  /** The statement that it disagrees with. */
  readonly against?: { readonly document: number; readonly pointer: string };
}

/**
 * Where documents of one case disagree. Each thing is measured against the first document that states it, so list the
 * documents in the order of their authority: invoice, packing list, transport documents, manifest, declarations.
 */
export function checkCase(documents: readonly CorridorDocument[]): CaseFinding[] {
  const isOfCase = consignmentsOf(documents);
  const findings: CaseFinding[] = [];
  const stated = new Map<AgreementRule, Fact & { readonly document: number }>();
  documents.forEach((document, index) => {
    for (const fact of factsOf(document, isOfCase)) {
      const first = stated.get(fact.rule);
      if (first === undefined) {
        stated.set(fact.rule, { ...fact, document: index });
      } else if (first.value !== fact.value) {
        const against = { document: first.document, pointer: first.pointer };
        const message = `${fact.value}; the ${documents[first.document]?.schema} says ${first.value}`;
        findings.push({ ...finding(fact.rule, fact.pointer, message), document: index, against });
      }
    }
    if (document.schema === 'corridor/goods-declaration/1') {
      findings.push(...checkPreference(document, documents).map((found) => ({ ...found, document: index })));
    }
  });
  return findings;
}

/** Consignments of a manifest that belong to the case: by transport document or UCR, or the only one there is. */
function consignmentsOf(documents: readonly CorridorDocument[]): (consignment: Consignment) => boolean {
  const numbers = new Set<string>();
  const ucrs = new Set<string>();
  for (const document of documents) {
    if ('ucr' in document && document.ucr !== undefined) ucrs.add(document.ucr);
    if (document.schema === 'corridor/bill-of-lading/1' || document.schema === 'corridor/rail-consignment-note/1') {
      if (document.number !== undefined) numbers.add(document.number);
    }
  }
  const all = documents.flatMap((document) => (document.schema === 'corridor/manifest/1' ? document.consignments : []));
  return (consignment) =>
    all.length === 1 ||
    numbers.has(consignment.transportDocument.number) ||
    (consignment.ucr !== undefined && ucrs.has(consignment.ucr));
}

/** A line that claims preference needs a certificate with its commodity code and origin; only lodged ones can be checked. */
function checkPreference({ lines }: GoodsDeclaration, documents: readonly CorridorDocument[]): Finding[] {
  const certificates = documents.flatMap((document) =>
    document.schema === 'corridor/certificate-of-origin/1' ? [document] : [],
  );
  return lines.flatMap(({ preference, hsCode, countryOfOrigin }, index) => {
    if (preference === undefined) return [];
    const covered = certificates.some(
      ({ number, scheme, items }) =>
        number === preference.certificateNumber &&
        scheme === preference.scheme &&
        items.some((item) => item.hsCode === hsCode && item.countryOfOrigin === countryOfOrigin),
    );
    if (covered) return [];
    const message = `${preference.certificateNumber} does not cover ${hsCode} of ${countryOfOrigin}`;
    return [finding('ORIGIN_NOT_COVERED', `/lines/${index}/preference`, message)];
  });
}
