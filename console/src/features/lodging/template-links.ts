/** Where the gateway keeps its table templates. */
import type { TemplateParams } from '../../../../client/types.ts';

type Template = TemplateParams['template'];
type Format = TemplateParams['format'];

const TEMPLATES: readonly Template[] = ['manifest', 'goods-declaration'];
const FORMATS: readonly Format[] = ['xlsx', 'csv'];

export const TABLE_TEMPLATE_LINKS = TEMPLATES.map((template) => ({
  template,
  formats: FORMATS.map((format) => ({ format, href: `/v1/templates/${template}.${format}` })),
}));
