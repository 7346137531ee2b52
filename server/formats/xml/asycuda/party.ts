import type { Rule } from '../mapping.ts';
import { object, value } from '../rules.ts';
import { long, short } from '../values.ts';

/** A trader of a SAD: code and name. Which register the code is of, the file does not say. */
export const party = (name: string): readonly Rule[] => [
  value(`${name}_name`, '/name', long),
  object('', '/identifiers/0', [value(`${name}_code`, '/value', short)], { fixed: { scheme: 'UNSPECIFIED' } }),
  value(`${name}_representative`, '/contact/name', short),
];
