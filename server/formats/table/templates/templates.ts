/** Every template that people can download. */
import type { TableTemplate } from '../template.ts';
import { GOODS_DECLARATION_TEMPLATE } from './goods-declaration.ts';
import { MANIFEST_TEMPLATE } from './manifest.ts';

/** By the name that stands in addresses. */
export const TABLE_TEMPLATES = {
  manifest: MANIFEST_TEMPLATE,
  'goods-declaration': GOODS_DECLARATION_TEMPLATE,
} as const satisfies Record<string, TableTemplate>;

export type TemplateName = keyof typeof TABLE_TEMPLATES;
export const TEMPLATE_NAMES = Object.keys(TABLE_TEMPLATES) as [TemplateName, ...TemplateName[]];

export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
