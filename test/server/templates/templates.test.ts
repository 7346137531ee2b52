import { expect } from 'chai';
import { createClient } from '../../../client/client.ts';
import { readFile } from '../../../server/formats/read-file.ts';
import { TABLE_FORMATS, TEMPLATE_NAMES } from '../../../server/formats/table/templates/templates.ts';
import { templatesRoutes } from '../../../server/modules/templates/templates.routes.ts';
import { codeOf } from '../support/answers.ts';
import { type Edge, startEdge } from '../support/edge.ts';

describe('/v1/templates', () => {
  let edge: Edge;

  before(async () => {
    edge = await startEdge({ endpoints: templatesRoutes() });
  });
  after(() => edge.close());

  for (const template of TEMPLATE_NAMES) {
    for (const format of TABLE_FORMATS) {
      it(`answers the ${template} as ${format} under a name of its own; intake reads it without a finding`, async () => {
        const response = await fetch(`${edge.url}/v1/templates/${template}.${format}`);
        const { headers, status } = response;
        expect(status).to.equal(200);
        expect(headers.get('content-disposition')).to.equal(`attachment; filename="corridor-${template}.${format}"`);
        const bytes = new Uint8Array(await response.arrayBuffer());
        const mediaType = headers.get('content-type') ?? '';
        const { items } = readFile({ bytes, mediaType, fileName: `filled.${format}` });
        expect(items.map(({ schema, findings }) => [schema, findings])).to.deep.equal([[`corridor/${template}/1`, []]]);
        expect(await createClient({ baseUrl: edge.url }).readTemplate({ template, format })).to.deep.equal({
          bytes,
          mediaType,
        });
      });
    }
  }

  for (const name of ['invoice.csv', 'manifest.pdf', 'manifest', '..%2fmanifest.csv', 'constructor.csv']) {
    it(`refuses ${name}`, async () => {
      expect(await codeOf(fetch(`${edge.url}/v1/templates/${name}`))).to.be.oneOf([
        'VALIDATION_FAILED',
        'ROUTE_NOT_FOUND',
      ]);
    });
  }
});
