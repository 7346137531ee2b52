import type { MappingNotes } from '../mapping-notes.ts';

const ATTACHMENT_NOTES: MappingNotes = {
  kind: 'ATTACHMENT',
  mapping: 'attachment/file',
  version: '1',
  standard: 'PDF (ISO 32000-1), PNG, JPEG, TIFF 6.0, GIF89a, WebP; archives, office files and text as they are',
  rows: [
    { from: 'documentType of the request, --type', to: '/documentType', note: 'UNTDID 1001; refused without it' },
    { from: 'name of the file', to: '/title' },
    { from: 'first bytes', to: '/content/format', note: 'never the name or the media type' },
    { from: 'header of a PDF', to: '/content/version' },
    { from: 'header of a picture', to: '/content/widthPx' },
    { from: 'header of a picture', to: '/content/heightPx' },
    { from: 'directories of a TIFF', to: '/content/pages' },
  ],
  keptUnmapped: 'Nothing is read out of the content: the file itself is the document, by its digest.',
};

export const MAPPING_NOTES: readonly MappingNotes[] = [ATTACHMENT_NOTES];
