/** A dossier that was found VALID as a source: single documents and files are checked against it, offline. */
import { sha256 } from '@noble/hashes/sha2';
import { type SoundDisclosure, verifyDisclosure } from '../disclosure/verify-disclosure.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { DossierReport } from '../dossier/report.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { toBareHex } from '../merkle/hex.ts';
import type { AnchoredVersion } from '../verification.ts';
import type { Claimed, LedgerSource } from './ledger-source.ts';

/** @param report of the same dossier, from a verification whose outcome was VALID */
export function ledgerOfDossier(dossier: Dossier, report: DossierReport): LedgerSource {
  const versions = report.documents.flatMap(({ documentId, versions: each }) =>
    each.map(({ root, number, supersededBy, withdrawnBecause }): AnchoredVersion => {
      const { caseId } = report;
      return { caseId, documentId, root, version: number, supersededBy, withdrawnBecause };
    }),
  );
  const contents = dossier.contents.flatMap(({ root, disclosure }) => {
    const sound = verifyDisclosure(disclosure, root);
    return sound.ok ? [{ root, sound, disclosure }] : [];
  });
  return {
    // of an action that is not of the case a dossier knows nothing
    async fate(digest) {
      const action = report.actions.find((each) => each.digest === digest);
      return action === undefined ? { knownUntil: 0 } : { anchoredAt: action.anchoredAt, knownUntil: report.asOf };
    },
    async versions(root, claimed) {
      const found = versions.filter((version) => version.root === root && fits(version, claimed));
      return found.length === 0 && contents.some((content) => content.root === root) ? 'PART_OF_A_CASE' : found;
    },
    async reference({ documentId }) {
      const newest = versions.findLast((version) => version.documentId === documentId);
      const content = contents.find(({ root }) => root === newest?.root);
      return content === undefined ? null : content.sound;
    },
    async carrier({ sha256: digest }, claimed) {
      const carrying = contents.findLast(({ root, sound }) => {
        const version = versions.find((each) => each.root === root);
        return version !== undefined && fits(version, claimed) && carries(sound, digest);
      });
      if (carrying === undefined) return { none: true };

      return { examined: carrying.sound, reference: null };
    },
  };
}

function fits({ caseId, documentId }: AnchoredVersion, claimed: Claimed): boolean {
  return (claimed.caseId ?? caseId) === caseId && (claimed.documentId ?? documentId) === documentId;
}

/** Whether a content is some bytes, in canonical form, or names them as a file. */
function carries({ files, document }: SoundDisclosure, digest: string): boolean {
  if (files.some((file) => file.sha256 === digest)) return true;
  return document !== undefined && toBareHex(sha256(new TextEncoder().encode(canonicalJson(document)))) === digest;
}
