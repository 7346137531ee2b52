import type { MessageMapping } from '../message-mapping.ts';
import { ContainerListMapper } from './container-list.ts';

export const COPRAR: MessageMapping = {
  kind: 'COPRAR',
  mapping: 'edifact/coprar',
  version: '1',
  open: () => new ContainerListMapper(false),
};
