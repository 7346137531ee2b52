/** Which documents of a case speak together, and which consignments of a manifest speak of the case. */
import { sum } from '../checks/decimal.ts';
import type { Consignment } from '../documents/manifest.ts';
import type { CorridorDocument } from '../documents/registry.ts';
import { FACTS, type FactName, plainDecimal, type Statement, spellContainer, spellNumber } from './facts.ts';
import { COMPARED_SCHEMAS } from './statements.ts';

/** Documents that state their facts together, such as two invoices for one consignment; places in the given list. */
export type Group = readonly number[];

/**
 * Groups documents, most authoritative first. Documents of one kind speak together if each has a number of its own;
 * without numbers, or with the same one, they are taken for copies and each has to agree.
 */
export function groupsOf(documents: readonly CorridorDocument[]): Group[] {
  const groups: { readonly kind: string; readonly numbers: Set<string>; readonly members: number[] }[] = [];
  for (const index of inOrderOfAuthority(documents)) {
    const document = documents[index] as CorridorDocument;
    const kind = kindOf(document);
    const number = numberOf(document);
    const group =
      number === undefined ? undefined : groups.find((each) => each.kind === kind && !each.numbers.has(number));
    if (group !== undefined && number !== undefined && group.numbers.size > 0) {
      group.numbers.add(number);
      group.members.push(index);
    } else {
      groups.push({ kind, numbers: new Set(number === undefined ? [] : [number]), members: [index] });
    }
  }
  return groups.map(({ members }) => members);
}

const rankOf = ({ schema }: CorridorDocument) => (COMPARED_SCHEMAS as readonly string[]).indexOf(schema);

/** Places of the documents that take part at all. */
function inOrderOfAuthority(documents: readonly CorridorDocument[]): number[] {
  return documents
    .map((document, index) => ({ index, rank: rankOf(document) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ index }) => index);
}

/** Manifests list the same goods again and again, so each speaks for itself; so do the declarations of each direction. */
function kindOf(document: CorridorDocument): string {
  const { schema } = document;
  if (schema === 'corridor/goods-declaration/1') return `${schema} ${document.procedure}`;
  return 'documentType' in document ? `${schema} ${document.documentType}` : schema;
}

function numberOf(document: CorridorDocument): string | undefined {
  switch (document.schema) {
    case 'corridor/manifest/1':
      return undefined;
    case 'corridor/goods-declaration/1':
      return document.mrn ?? document.lrn;
    case 'corridor/verified-gross-mass/1':
      return document.container === undefined ? undefined : spellContainer(document.container.number);
    case 'corridor/arrival-notice/1':
      return document.transportDocumentNumber;
    default:
      return 'number' in document ? document.number : undefined;
  }
}

/** What a group says: sets are united, amounts added; each party and each weighing stands for itself. */
export function unite(fact: FactName, statements: readonly Statement[], members: number): Statement[] {
  const [first] = statements;
  if (first === undefined || statements.length === 1) return members === 1 || !adds(fact) ? [...statements] : [];
  if (FACTS[fact].measure === 'SET') {
    const all = [...new Set(statements.flatMap((each) => each.members ?? []))].sort();
    return [{ ...first, members: all, value: all.join(', ') }];
  }
  if (!adds(fact)) return [...statements];
  if (statements.length < members || statements.some(({ unit }) => unit !== first.unit)) return [];
  const amount = sum(statements.flatMap((each) => (each.amount === undefined ? [] : [each.amount])));
  return [{ ...first, amount, value: plainDecimal(amount) }];
}

const adds = (fact: FactName) => FACTS[fact].measure === 'AMOUNT';

/**
 * Consignments of a manifest that belong to the case: by transport document or UCR; else by a container that no other
 * consignment has; or the only one there is.
 */
export function consignmentsOfCase(documents: readonly CorridorDocument[]): (consignment: Consignment) => boolean {
  const known = namesOfCase(documents);
  const chosen = new Set<Consignment>();
  for (const document of documents) {
    if (document.schema !== 'corridor/manifest/1') continue;
    for (const consignment of chosenOf(document.consignments, known)) chosen.add(consignment);
  }
  return (consignment) => chosen.has(consignment);
}

interface CaseNames {
  readonly numbers: ReadonlySet<string>;
  readonly ucrs: ReadonlySet<string>;
  readonly containers: ReadonlySet<string>;
}

function chosenOf(all: readonly Consignment[], { numbers, ucrs, containers }: CaseNames): readonly Consignment[] {
  if (all.length === 1) return all;
  const named = all.filter(
    ({ transportDocument: { number }, ucr }) =>
      numbers.has(spellNumber(number)) || (ucr !== undefined && ucrs.has(ucr)),
  );
  if (named.length > 0) return named;
  const uses = new Map<string, number>();
  for (const { containers: own } of all) {
    for (const { number } of own) uses.set(spellContainer(number), (uses.get(spellContainer(number)) ?? 0) + 1);
  }
  const isOurs = (number: string) => containers.has(number) && uses.get(number) === 1;
  return all.filter(({ containers: own }) => own.some(({ number }) => isOurs(spellContainer(number))));
}

/** By which numbers, UCRs and containers the documents other than manifests know the case. */
function namesOfCase(documents: readonly CorridorDocument[]): CaseNames {
  const names = { numbers: new Set<string>(), ucrs: new Set<string>(), containers: new Set<string>() };
  for (const document of documents) {
    if (rankOf(document) < 0 || document.schema === 'corridor/manifest/1') continue;
    if ('ucr' in document && document.ucr !== undefined) names.ucrs.add(document.ucr);
    for (const number of transportNumbers(document)) names.numbers.add(spellNumber(number));
    const containers = 'containers' in document ? document.containers : [];
    for (const { number } of containers ?? []) names.containers.add(spellContainer(number));
  }
  return names;
}

function transportNumbers(document: CorridorDocument): readonly string[] {
  switch (document.schema) {
    case 'corridor/bill-of-lading/1':
    case 'corridor/rail-consignment-note/1':
      return document.number === undefined ? [] : [document.number];
    case 'corridor/goods-declaration/1':
      return document.transportDocuments.map(({ number }) => number);
    case 'corridor/arrival-notice/1':
      return document.transportDocumentNumber === undefined ? [] : [document.transportDocumentNumber];
    default:
      return [];
  }
}
