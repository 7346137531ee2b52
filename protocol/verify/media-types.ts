/** Media types by which what is verified says what it is. */

/** A document together with its secret. */
export const DOCUMENT_MEDIA_TYPE = 'application/vnd.corridor.document+json';

export const DOSSIER_MEDIA_TYPE = 'application/vnd.corridor.dossier+json';
