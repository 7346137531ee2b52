/** Every template that people can download. */
import type { TableTemplate } from '../template.ts';
import { GOODS_DECLARATION_TEMPLATE } from './goods-declaration.ts';
import { MANIFEST_TEMPLATE } from './manifest.ts';

export const TABLE_TEMPLATES = [
  MANIFEST_TEMPLATE,
  GOODS_DECLARATION_TEMPLATE,
] as const satisfies readonly TableTemplate[];

/** Names of the templates, as they stand in addresses. */
export const TEMPLATE_NAMES = ['manifest', 'goods-declaration'] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

export const TEMPLATE_FORMATS = ['csv', 'xlsx'] as const;
export type TemplateFormat = (typeof TEMPLATE_FORMATS)[number];
