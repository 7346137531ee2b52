import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { answersParams, answersQuery } from './answers.schemas.ts';
import type { AnswersService } from './answers.service.ts';

export const answersSpecs = {
  readAnswers: spec({
    summary: 'What customs said about the declarations of a case, in a format that customs systems read',
    description:
      'One message for each time that a declaration was lodged, amended, decided, or put under control. ' +
      'References and remarks come from declarations and decisions that this gateway holds; reading them leaves an ' +
      'access receipt.',
    tag: 'Cases',
    params: answersParams,
    query: answersQuery,
    body: { kind: 'none' },
    responses: {
      200: {
        description: 'The answers, as an attachment; its media type goes with the format',
        mediaType: '*/*',
        headers: { 'Content-Disposition': 'attachment' },
      },
    },
  }),
};

export function answersRoutes(answers: AnswersService): Endpoint[] {
  return [
    endpoint(
      'readAnswers',
      answersSpecs.readAnswers,
    )(async ({ params, query, caller, route }) => {
      const { bytes, mediaType, extension } = await answers.write(caller, params.caseId, query, route);
      const name = `${params.caseId.slice(2, 18)}-${query.format}.${extension}`;
      return { status: 200, bytes, mediaType, headers: { 'Content-Disposition': `attachment; filename="${name}"` } };
    }),
  ];
}
