import type { ContainerList, ListedUnit } from '../documents/container-list.ts';
import { checkContainerNumber, checkContainerType, checkConveyance, checkPlace } from './codes.ts';
import { type Finding, finding } from './finding.ts';

/** Checks of stowage plans, loading and discharge lists: what is said must be right; a place may stand empty. */
export function* checkContainerList({ conveyance, places = [], units }: ContainerList): Generator<Finding> {
  if (conveyance === undefined) yield finding('MISSING_FIELD', '/conveyance', 'conveyance');
  else yield* checkConveyance(conveyance, '/conveyance');
  for (const [at, { place }] of places.entries()) yield* checkPlace(place, `/places/${at}/place`);
  for (const [at, unit] of units.entries()) yield* checkUnit(unit, `/units/${at}`);
}

function* checkUnit(unit: ListedUnit, pointer: string): Generator<Finding> {
  const { containerNumber, equipmentKind, containerTypeCode } = unit;
  if (containerNumber !== undefined && equipmentKind === undefined) {
    yield* checkContainerNumber(containerNumber, `${pointer}/containerNumber`);
  }
  yield* checkContainerType(containerTypeCode, `${pointer}/containerTypeCode`);
  for (const field of ['placeOfLoading', 'placeOfDischarge', 'placeOfDelivery'] as const) {
    yield* checkPlace(unit[field], `${pointer}/${field}`);
  }
  for (const [at, { place }] of (unit.otherPlaces ?? []).entries()) {
    yield* checkPlace(place, `${pointer}/otherPlaces/${at}/place`);
  }
}
