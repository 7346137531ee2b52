/** The self-contained page of a dossier: the verifier with the dossier in it, one file that works without a network. */
import { CodedError } from '../coded-error.ts';

/** Where a template takes the dossier and the keys that it was made under. */
export const DOSSIER_SLOT = '<script type="application/json" id="dossier"></script>';
export const TRUST_SLOT = '<script type="application/json" id="suggested-trust"></script>';

/**
 * Puts a dossier into the page.
 * @param template built by `npm run build:console`
 * @param dossier its canonical text
 * @param suggestedTrust trust file of whoever made it; the page shows it as not yet trusted
 * @throws {CodedError} PAGE_TEMPLATE_INVALID if the template has no place for it
 */
export function dossierPage(template: string, dossier: string, suggestedTrust: string): string {
  return inSlot(inSlot(template, DOSSIER_SLOT, dossier), TRUST_SLOT, suggestedTrust);
}

function inSlot(template: string, slot: string, json: string): string {
  const at = template.indexOf(slot);
  if (at === -1) throw new CodedError('PAGE_TEMPLATE_INVALID', 'The page has no place for a dossier.');
  const end = at + slot.length - '</script>'.length;
  // inside a string of JSON only: the text stays the same JSON, and can never end the element
  return template.slice(0, end) + json.replaceAll('<', '\\u003c') + template.slice(end);
}
