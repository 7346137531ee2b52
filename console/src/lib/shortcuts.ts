/**
 * Single keys for what is done all day. A key presses the first button on the page that carries it in `data-shortcut`, so
 * what a key does is what a button does, and nothing else. They can be turned off. @see WCAG 2.1.4
 */
import { useEffect, useSyncExternalStore } from 'react';

const STORED = 'corridor.shortcuts';
const listeners = new Set<() => void>();

/** Whether single keys do something. */
export function useShortcutsOn(): boolean {
  return useSyncExternalStore(subscribe, areOn);
}

export function turnShortcuts(on: boolean): void {
  localStorage.setItem(STORED, on ? 'on' : 'off');
  for (const listener of listeners) listener();
}

function areOn(): boolean {
  return localStorage.getItem(STORED) !== 'off';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Listens for single keys; `pages` are keys that lead somewhere. */
export function useShortcuts(pages: Readonly<Record<string, () => void>>): void {
  const on = useShortcutsOn();
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
      const go = pages[event.key];
      const button = document.querySelector<HTMLElement>(
        `[data-shortcut="${CSS.escape(event.key)}"]:not([data-disabled])`,
      );
      if (go === undefined && button === null) return;
      event.preventDefault();
      if (go !== undefined) go();
      else button?.click();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [on, pages]);
}

/** In a field, a list or a dialog, keys belong to what has the focus. */
function isWriting({ target }: KeyboardEvent): boolean {
  const focused = target instanceof HTMLElement ? target : null;
  return (
    document.querySelector('[role="dialog"], [role="alertdialog"]') !== null ||
    focused?.closest('input, textarea, select, [role="listbox"], [contenteditable]') != null
  );
}
