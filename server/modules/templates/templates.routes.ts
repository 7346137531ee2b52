import { templateFile } from '../../formats/table/table-file.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { templateParams } from './templates.schemas.ts';

export const templatesSpecs = {
  readTemplate: spec({
    summary: 'A table to fill in, with a worked example',
    description:
      'For those who have no file of their own. The rows that come with it are simulated and are written over; ' +
      '`POST /v1/intake` reads the result, and names sheet, row and column of whatever it cannot read.',
    tag: 'Intake',
    params: templateParams,
    body: { kind: 'none' },
    responses: {
      200: {
        description: 'The file, as an attachment; its media type goes with the format',
        mediaType: '*/*',
        headers: { 'Content-Disposition': 'attachment' },
      },
    },
    problems: [],
  }),
};

export function templatesRoutes(): Endpoint[] {
  return [
    endpoint(
      'readTemplate',
      templatesSpecs.readTemplate,
    )(async ({ params: { template, format } }) => {
      const { bytes, mediaType } = templateFile(template, format);
      const headers = { 'Content-Disposition': `attachment; filename="corridor-${template}.${format}"` };
      return { status: 200, bytes, mediaType, headers };
    }),
  ];
}
