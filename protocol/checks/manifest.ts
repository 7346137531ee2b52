import type { Consignment, Manifest, ManifestItem } from '../documents/manifest.ts';
import type { Container } from '../documents/transport.ts';
import {
  checkContainer,
  checkConveyance,
  checkHsCode,
  checkPackage,
  checkParty,
  checkPlace,
  checkVerifiedGrossMass,
} from './codes.ts';
import { formatDecimal, parseDecimal, sum } from './decimal.ts';
import { type Finding, finding } from './finding.ts';
import { checkNetMass } from './sums.ts';

/** Checks of a manifest: codes, masses, containers, and what an advance manifest has to say. */
export function* checkManifest(manifest: Manifest): Generator<Finding> {
  yield* checkConveyance(manifest.conveyance, '/conveyance');
  yield* checkParty(manifest.lodger, '/lodger');
  yield* checkPlace(manifest.placeOfEntry, '/placeOfEntry');
  if (manifest.estimatedArrivalAt === undefined && manifest.estimatedArrivalLocal === undefined) {
    yield missing('/estimatedArrivalAt', 'time of arrival');
  }
  if (manifest.placeOfEntry === undefined) yield missing('/placeOfEntry', 'first port or office of entry');
  for (const [index, consignment] of manifest.consignments.entries()) {
    yield* checkConsignment(consignment, `/consignments/${index}`);
  }
}

const missing = (pointer: string, what: string) => finding('MISSING_FIELD', pointer, what);

function* checkConsignment(consignment: Consignment, pointer: string): Generator<Finding> {
  for (const place of ['placeOfReceipt', 'placeOfLoading', 'placeOfDischarge', 'placeOfDelivery'] as const) {
    yield* checkPlace(consignment[place], `${pointer}/${place}`);
  }
  for (const party of ['consignor', 'consignee'] as const) {
    if (consignment[party] === undefined) yield missing(`${pointer}/${party}`, party);
    yield* checkParty(consignment[party], `${pointer}/${party}`);
  }
  if (consignment.placeOfLoading === undefined) yield missing(`${pointer}/placeOfLoading`, 'place of loading');
  if (consignment.placeOfDischarge === undefined) yield missing(`${pointer}/placeOfDischarge`, 'place of discharge');
  for (const [index, container] of consignment.containers.entries()) {
    yield* checkContainer(container, `${pointer}/containers/${index}`);
    yield* checkMassOf(container, consignment, `${pointer}/containers/${index}`);
  }
  const listed = new Set(consignment.containers.map(({ number }) => number));
  for (const [index, item] of consignment.items.entries()) {
    yield* checkItem(item, listed, `${pointer}/items/${index}`);
  }
}

/** Only where every item says that it is in this container alone is the cargo mass of the container known. */
function* checkMassOf(container: Container, { items }: Consignment, pointer: string): Generator<Finding> {
  const inside = items.filter(({ containerNumbers = [] }) => containerNumbers.includes(container.number));
  const known = inside.every((item) => item.containerNumbers?.length === 1 && item.grossMassKg !== undefined);
  if (inside.length === 0 || !known) return;
  const cargo = sum(inside.map(({ grossMassKg = '0' }) => parseDecimal(grossMassKg)));
  yield* checkVerifiedGrossMass(container, formatDecimal(cargo), pointer);
}

function* checkItem(item: ManifestItem, listed: ReadonlySet<string>, pointer: string): Generator<Finding> {
  yield* checkHsCode(item.hsCode, `${pointer}/hsCode`);
  if (item.hsCode === undefined) yield missing(`${pointer}/hsCode`, 'HS code');
  if (item.description === undefined) yield missing(`${pointer}/description`, 'description of the goods');
  for (const [index, { typeCode }] of (item.packages ?? []).entries()) {
    yield* checkPackage(typeCode, `${pointer}/packages/${index}/typeCode`);
  }
  if (item.statedGrossMass !== undefined) {
    const { value, unitCode } = item.statedGrossMass;
    yield finding('GROSS_MASS_UNIT', `${pointer}/statedGrossMass`, `${value} ${unitCode}`);
  } else if (item.grossMassKg === undefined) {
    yield missing(`${pointer}/grossMassKg`, 'gross mass');
  }
  if (item.netMassKg !== undefined && item.grossMassKg !== undefined) {
    yield* checkNetMass(item.netMassKg, item.grossMassKg, pointer);
  }
  for (const [index, number] of (item.containerNumbers ?? []).entries()) {
    if (!listed.has(number)) yield finding('CONTAINER_NOT_LISTED', `${pointer}/containerNumbers/${index}`, number);
  }
}
