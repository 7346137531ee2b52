import type { MessageMapping } from '../message-mapping.ts';
import { ContainerListMapper } from './container-list.ts';

export const BAPLIE: MessageMapping = {
  kind: 'BAPLIE',
  mapping: 'edifact/baplie',
  version: '1',
  open: () => new ContainerListMapper(true),
};
