import { CREDENTIAL_SCHEMA_NAME, type Credential } from '../../../../protocol/documents/credential.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

/** Most claims of the schema; what is beyond stays unmapped. */
const MAX_CLAIMS = 5_000;

/**
 * Keeps the content of a credential value by value.
 * @param content the part that is about the subject @param root the whole credential
 */
export function keepCredential(content: JsonCursor, root: JsonCursor) {
  const claims: Credential['claims'] = [];
  collect(content, content.path, claims);
  const types = root.get('type').items();
  const id = root.get('id').longText('/id');
  const document: Credential = compact({
    schema: CREDENTIAL_SCHEMA_NAME,
    simulated: false,
    id,
    types: listOrNone(types.slice(0, 50).map((type, index) => type.text(`/types/${index}`))),
    issuer: (root.get('issuer').node?.type === 'object' ? root.get('issuer', 'id') : root.get('issuer')).longText(
      '/issuer',
    ),
    issuedAt: root.either('validFrom', 'issuanceDate').timestamp('/issuedAt'),
    claims,
  });
  return { document, reference: id?.slice(0, 256) };
}

function collect(cursor: JsonCursor, base: string, claims: Credential['claims']): void {
  const members = cursor.node?.type === 'array' ? cursor.items() : cursor.members().map(([, member]) => member);
  for (const member of members) collect(member, base, claims);
  const path = cursor.path.slice(base.length);
  // pictures and files in base64 are told by their digest among the unmapped
  if (claims.length >= MAX_CLAIMS || path.length > 1_000 || cursor.peek().trim() === '') return;
  if (cursor.peek().length > 8_000) return;
  const value = cursor.longText(`/claims/${claims.length}/value`);
  if (value !== undefined) claims.push({ path, value });
}
