/** Wire format of table templates: what people put into a link. */
import { z } from 'zod';
import { TABLE_FORMATS, TEMPLATE_NAMES } from '../../formats/table/templates/templates.ts';

export const templateParams = z.strictObject({
  template: z.enum(TEMPLATE_NAMES).meta({ description: 'Document that the template is for' }),
  format: z.enum(TABLE_FORMATS).meta({ description: '`csv` text in UTF-8, `xlsx` Office Open XML workbook' }),
});

export type TemplateParams = z.output<typeof templateParams>;
