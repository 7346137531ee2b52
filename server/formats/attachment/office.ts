/** Office files: archives of today, compound files of before 2007 and of all that are encrypted. */
import { hasZipDirectory } from '../archive/zip.ts';
import { type Inspection, indexOfText, truncated } from './inspection.ts';

/** Stream of a compound file that holds an encrypted office file; names stand in UTF-16. @see MS-OFFCRYPTO 2.3.4.4 */
const ENCRYPTED_STREAM = [...'EncryptedPackage'].join('\0');

export const isEncryptedOffice = (bytes: Uint8Array): boolean => indexOfText(bytes, ENCRYPTED_STREAM) >= 0;

export function inspectCompoundFile(bytes: Uint8Array): Inspection {
  if (isEncryptedOffice(bytes))
    return { remarks: [{ rule: 'ATTACHMENT_ENCRYPTED', message: 'an encrypted office file' }] };
  return { remarks: [{ rule: 'ATTACHMENT_ACTIVE', message: 'an old office file may hold macros' }] };
}

/** Names of entries that are run when somebody opens them; office files keep their macros under the first. */
const PROGRAMS = ['vbaProject.bin', '.exe', '.js', '.lnk'];

/** Archives and office files: whether the table of contents is there, and whether it names programs. */
export function inspectArchive(bytes: Uint8Array): Inspection {
  const remarks: Inspection['remarks'][number][] = [{ rule: 'ATTACHMENT_NOT_READ', message: 'kept as it came' }];
  if (!hasZipDirectory(bytes)) remarks.push(truncated('no central directory'));
  const program = PROGRAMS.find((name) => indexOfText(bytes, name) >= 0);
  if (program !== undefined) remarks.push({ rule: 'ATTACHMENT_ACTIVE', message: program });
  return { remarks };
}
