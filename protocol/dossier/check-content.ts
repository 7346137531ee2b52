/** Checks of what a dossier shows: documents against the roots that were signed, files against content that is shown. */
import { sha256 } from '@noble/hashes/sha2';
import { type SoundDisclosure, verifyDisclosure } from '../disclosure/verify-disclosure.ts';
import { fromBase64 } from '../merkle/base64.ts';
import { toBareHex } from '../merkle/hex.ts';
import type { AppliedAction } from './applied-action.ts';
import type { Dossier } from './dossier.ts';
import { type DossierFault, fault } from './faults.ts';
import { filesIn } from './redact-dossier.ts';

/** Fields of actions that name content by its root. */
const ROOT_FIELDS = ['envelope', 'root', 'conditions', 'profile'] as const;

export interface ShownContent {
  readonly faults: readonly DossierFault[];
  /** Sound content by root. */
  readonly contents: ReadonlyMap<string, SoundDisclosure>;
}

/** @param applied actions of the case and of the registry */
export function checkContents({ contents }: Dossier, applied: readonly AppliedAction[]): ShownContent {
  const named = new Set(applied.flatMap(({ action }) => ROOT_FIELDS.map((name) => action.message[name])));
  const sound = new Map<string, SoundDisclosure>();
  const faults = contents.flatMap(({ root, disclosure }, at): DossierFault[] => {
    const where = `/contents/${at}`;
    if (!named.has(root)) return [fault('CONTENT_NOT_NAMED', where, { root })];
    const checked = verifyDisclosure(disclosure, root);
    if (!checked.ok) {
      const code = checked.code === 'DISCLOSURE_ROOT_MISMATCH' ? 'CONTENT_ROOT_DIFFERS' : 'CONTENT_UNSOUND';
      return [fault(code, where, { root, reason: checked.code, pointer: checked.pointer ?? '' })];
    }
    sound.set(root, checked);
    return [];
  });
  return { faults, contents: sound };
}

export function checkAttachments({ attachments, contents }: Dossier): DossierFault[] {
  const named = new Set(contents.flatMap(({ disclosure }) => filesIn(disclosure)));
  return attachments.flatMap(({ sha256: digest, bytes: text }, at): DossierFault[] => {
    const where = `/attachments/${at}`;
    const bytes = fromBase64(text);
    if (bytes === undefined || toBareHex(sha256(bytes)) !== digest)
      return [fault('FILE_CHANGED', where, { sha256: digest })];
    return named.has(digest) ? [] : [fault('FILE_NOT_NAMED', where, { sha256: digest })];
  });
}
