import type { SignedAction } from '../../../protocol/actions.ts';
import { parseSignedAction } from '../../../protocol/signed-action.ts';
import { AppError } from '../../errors/app-error.ts';
import { isErrorCode } from '../../errors/catalogue.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import {
  actionViewSchema,
  digestParams,
  preferHeaders,
  submissionHeaders,
  submissionSchema,
  waitSeconds,
} from './actions.schemas.ts';
import { type ActionsService, type ActionView, isFinal } from './actions.service.ts';
import { whileMatching } from './precondition.ts';

const tag = 'Actions';
const headers = { Location: 'Where to ask what became of it' };

export const actionsSpecs = {
  submitAction: spec({
    summary: 'Hand in a signed action',
    description:
      'The signature authenticates the action; a session is needed only where the content was uploaded by another ' +
      'party than the signer’s. The digest is the idempotency key: sent again, the action gets the same answer and is ' +
      'never applied twice. 202 means: stored durably, checked against the contract, on its way.',
    tag,
    headers: submissionHeaders,
    body: { kind: 'json', schema: submissionSchema },
    responses: {
      200: { description: 'Final already', schema: actionViewSchema, headers },
      202: { description: 'Accepted; ask again, or wait with Prefer', schema: actionViewSchema, headers },
    },
    problems: [
      'PRECONDITION_FAILED',
      'QUEUE_FULL',
      'CHAIN_UNAVAILABLE',
      'CONTENT_REQUIRED',
      'CONTENT_NOT_EXPECTED',
      'CONTENT_NOT_STORED',
      'CONTENT_INVALID',
      'ROOT_MISMATCH',
      'SECRET_REUSED',
      'ENVELOPE_NOT_ALLOWED',
      'LEDGER_MALFORMED',
      'LEDGER_BAD_SIGNATURE',
      'LEDGER_EXPIRED',
      'LEDGER_CONFLICT',
    ],
  }),
  readAction: spec({
    summary: 'What became of an action',
    tag,
    params: digestParams,
    headers: preferHeaders,
    body: { kind: 'none' },
    responses: { 200: { description: 'Its status', schema: actionViewSchema } },
    problems: ['ACTION_NOT_FOUND'],
  }),
};

export function actionsRoutes(actions: ActionsService): Endpoint[] {
  return [
    endpoint(
      'submitAction',
      actionsSpecs.submitAction,
    )(async ({ body, headers: { prefer, 'if-match': ifMatch }, caller, signal }) => {
      const action = checkedAction(body.action);
      const accepted = await whileMatching(ifMatch, action, () => actions.submit(action, body.content, caller));
      const seconds = waitSeconds(prefer);
      const view =
        seconds > 0 && !isFinal(accepted) ? await actions.waitFinal(accepted.digest, seconds, signal) : accepted;
      const location = { Location: `/v1/actions/${view.digest}` };
      return { status: isFinal(view) ? 200 : 202, headers: location, json: wire(view) };
    }),
    endpoint(
      'readAction',
      actionsSpecs.readAction,
    )(async ({ params, headers: { prefer }, signal }) => {
      const seconds = waitSeconds(prefer);
      const view =
        seconds > 0 ? await actions.waitFinal(params.digest, seconds, signal) : await actions.read(params.digest);
      return { status: 200, json: wire(view) };
    }),
  ];
}

function wire(view: ActionView) {
  return { ...view, kind: view.kind as SignedAction['kind'] };
}

/** Reads the action strictly, with the code that the contract has for what is wrong. */
function checkedAction(value: unknown): SignedAction {
  const parsed = parseSignedAction(value);
  if (parsed.ok) return parsed.action;
  const code = `LEDGER_${parsed.errors[0]?.code ?? 'MALFORMED'}`;
  throw new AppError(isErrorCode(code) ? code : 'LEDGER_MALFORMED', {
    errors: parsed.errors.map(({ pointer, message }) => ({ detail: message, pointer: `#/action${pointer}` })),
  });
}
