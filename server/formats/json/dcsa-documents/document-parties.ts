/** Parties of a DCSA document: an object by role (3.0), or a list with functions of UNTDID 3035 (2.0, arrival notice). */
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import { takeParty } from '../dcsa/party.ts';
import { listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

export interface DocumentParties {
  consignor?: TradeParty | undefined;
  consignee?: TradeParty | undefined;
  notifyParties?: TradeParty[] | undefined;
  otherParties?: { role: string; party: TradeParty }[] | undefined;
}

type Field = 'consignor' | 'consignee' | 'notifyParties';

/** Roles with a field of their own, by member name and by UNTDID 3035. */
const FIELDS = new Map<string, Field>([
  ['shipper', 'consignor'],
  ['consignee', 'consignee'],
  ['notifyParties', 'notifyParties'],
  ['OS', 'consignor'],
  ['CZ', 'consignor'],
  ['CN', 'consignee'],
  ['N1', 'notifyParties'],
  ['N2', 'notifyParties'],
  ['NI', 'notifyParties'],
]);

/**
 * @param parties the member `documentParties`
 * @param issueTo whom an issuance request hands the document to
 */
export function takeDocumentParties(parties: JsonCursor, issueTo?: JsonCursor): DocumentParties {
  const gathering = new Gathering();
  if (parties.node?.type === 'array') {
    for (const entry of parties.items()) gathering.takeListed(entry);
  } else {
    for (const [role, member] of parties.members()) {
      if (role === 'other') for (const entry of member.items()) gathering.takeListed(entry);
      else for (const party of member.items()) gathering.take(role, party);
    }
  }
  if (issueTo !== undefined) gathering.take('issueTo', issueTo);
  return gathering.result;
}

class Gathering {
  readonly #notify: TradeParty[] = [];
  readonly #others: { role: string; party: TradeParty }[] = [];
  readonly #main: { consignor?: TradeParty; consignee?: TradeParty } = {};

  get result(): DocumentParties {
    return { ...this.#main, notifyParties: listOrNone(this.#notify), otherParties: listOrNone(this.#others) };
  }

  /** An entry of a list: the function stands beside the party or in it. */
  takeListed(entry: JsonCursor): void {
    const role = entry.get('partyFunction');
    // arrival notices and instructions name the party itself or an object below it
    const nested = entry.get('party').present && !entry.get('partyName').present;
    this.take(role.peek() || 'ZZZ', nested ? entry.get('party') : entry, role);
  }

  /** @param function_ where the role is written, if it is a value and not a member name */
  take(role: string, party: JsonCursor, function_?: JsonCursor): void {
    const field = FIELDS.get(role);
    if (field === 'notifyParties') {
      const found = takeParty(party, `/notifyParties/${this.#notify.length}`);
      if (found === undefined) return;
      this.#notify.push(found);
      function_?.implies(role);
    } else if (field !== undefined && this.#main[field] === undefined) {
      const found = takeParty(party, `/${field}`);
      if (found === undefined) return;
      this.#main[field] = found;
      function_?.implies(role);
    } else {
      this.#takeOther(role, party, function_);
    }
  }

  #takeOther(role: string, party: JsonCursor, function_: JsonCursor | undefined): void {
    const to = `/otherParties/${this.#others.length}`;
    const found = takeParty(party, `${to}/party`);
    if (found === undefined) return;
    function_?.text(`${to}/role`);
    this.#others.push({ role: role.slice(0, 256), party: found });
  }
}
