/** The answers of a case from its applied actions: a fold, as states are. */
import type { TypedEvent } from '../../chain/event-decoder.ts';
import type { AnsweredControl, AnsweredDeclaration, CustomsAnswer } from '../../formats/answers/customs-answer.ts';
import { isoSeconds, isoSecondsOrNull } from '../../platform/clock.ts';
import { codeOf, codeOrNull } from '../projection/codes.ts';
import { type EventArgs, numberArg, numberOrNull, textArg, wordOrNull } from '../projection/event-args.ts';
import type { EventRow, Row } from '../projection/rows.ts';

/** What the fold knows of a declaration at a point of its life. */
interface Present {
  declaration: AnsweredDeclaration;
  state: string;
  lane: string | undefined;
  /** Root of the version that stands. */
  root: string;
}

/** An answer with the roots of what may say more about it. */
export interface AnswerWithRoots {
  readonly answer: CustomsAnswer;
  /** Root of the declaration's version. */
  readonly declarationRoot: string;
  /** Root of the conditions of a release. */
  readonly conditions?: string;
}

/** @param declarations of the case, for what the events do not say */
export function answersOf(
  events: readonly EventRow[],
  declarations: readonly Row<'projected_declarations'>[],
): AnswerWithRoots[] {
  const present = new Map<string, Present>();
  const controls = new Map<string, AnsweredControl>();
  return events.flatMap((row) =>
    row.payload.flatMap((event) => {
      const found = answerTo(event, row, present, controls, declarations);
      return found === undefined ? [] : [found];
    }),
  );
}

function answerTo(
  { name, args }: TypedEvent,
  row: EventRow,
  present: Map<string, Present>,
  controls: Map<string, AnsweredControl>,
  declarations: readonly Row<'projected_declarations'>[],
): AnswerWithRoots | undefined {
  switch (name) {
    case 'DeclarationLodged':
      return lodged(args, row, present, declarations);
    case 'DeclarationAmended':
      return amended(args, row, present);
    case 'ClearanceDecided':
      return decided(args, row, present);
    case 'ControlOpened':
    case 'ControlClosed':
      return controlled(name, args, row, present, controls);
    default:
      return undefined;
  }
}

function lodged(
  args: EventArgs,
  row: EventRow,
  present: Map<string, Present>,
  declarations: readonly Row<'projected_declarations'>[],
): AnswerWithRoots {
  const declarationId = textArg(args, 'declarationId');
  const jurisdiction = declarations.find(({ declaration_id }) => declaration_id === declarationId)?.jurisdiction ?? '';
  const now: Present = {
    declaration: {
      declarationId,
      procedure: codeOf('procedures', args['procedure']) as AnsweredDeclaration['procedure'],
      version: 1,
      jurisdiction,
      declarant: row.party,
      office: textArg(args, 'office'),
    },
    state: 'RECEIVED',
    lane: undefined,
    root: textArg(args, 'root'),
  };
  present.set(declarationId, now);
  return answer(row, now, { event: 'LODGED' });
}

function amended(args: EventArgs, row: EventRow, present: Map<string, Present>): AnswerWithRoots {
  const now = presentOf(present, args);
  now.declaration = { ...now.declaration, version: numberArg(args, 'version') };
  now.state = codeOf('states', args['state']);
  now.root = textArg(args, 'root');
  return answer(row, now, { event: 'AMENDED' });
}

function decided(args: EventArgs, row: EventRow, present: Map<string, Present>): AnswerWithRoots {
  const now = presentOf(present, args);
  now.state = codeOf('states', args['state']);
  now.lane = codeOrNull('lanes', args['lane']) ?? undefined;
  const validUntil = isoSecondsOrNull(numberOrNull(args, 'validUntil'));
  const conditions = wordOrNull(args, 'conditions');
  return {
    ...answer(row, now, {
      event: 'DECIDED',
      outcome: codeOf('outcomes', args['outcome']),
      reason: codeOf('reasons', args['reason']),
      ...(validUntil === null ? {} : { validUntil }),
    }),
    ...(conditions === null ? {} : { conditions }),
  };
}

function controlled(
  event: 'ControlOpened' | 'ControlClosed',
  args: EventArgs,
  row: EventRow,
  present: Map<string, Present>,
  controls: Map<string, AnsweredControl>,
): AnswerWithRoots {
  const controlId = textArg(args, 'controlId');
  const dueBy = event === 'ControlOpened' ? isoSecondsOrNull(numberOrNull(args, 'dueBy')) : null;
  const control: AnsweredControl =
    event === 'ControlOpened'
      ? {
          controlId,
          control: codeOf('controls', args['control']),
          ...(dueBy === null ? {} : { dueBy }),
        }
      : { ...opened(controls, controlId), result: codeOf('results', args['result']) };
  controls.set(controlId, control);
  return answer(row, presentOf(present, args), {
    event: event === 'ControlOpened' ? 'CONTROL_OPENED' : 'CONTROL_CLOSED',
    reason: codeOf('reasons', args['reason']),
    control,
  });
}

type Said = Pick<CustomsAnswer, 'event' | 'outcome' | 'reason' | 'validUntil' | 'control'>;

function answer(row: EventRow, { declaration, state, lane, root }: Present, said: Said): AnswerWithRoots {
  return {
    declarationRoot: root,
    answer: {
      sequence: row.sequence,
      declaration,
      party: row.party,
      at: isoSeconds(row.block_time),
      state,
      ...(lane === undefined ? {} : { lane }),
      ...said,
    },
  };
}

function presentOf(present: Map<string, Present>, args: EventArgs): Present {
  const id = textArg(args, 'declarationId');
  const found = present.get(id);
  if (found === undefined) throw new RangeError(`the events name declaration ${id} before it was lodged`);
  return found;
}

function opened(controls: Map<string, AnsweredControl>, controlId: string): AnsweredControl {
  const found = controls.get(controlId);
  if (found === undefined) throw new RangeError(`the events name control ${controlId} before it was opened`);
  return found;
}
