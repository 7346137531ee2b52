/** Rules for the repository itself: nothing in it may depend on the machine it was written on, and its pages tell the truth. */
import path from 'node:path';
import type { Finding, Source } from './source.ts';

/** Absolute paths of people's machines. Written with a class so that this file does not match itself. */
const MACHINE_PATH = /(?<![\w.@$}])\/(?:wor[k]|hom[e]|User[s]|roo[t]|tm[p])\/[A-Za-z0-9_.]/;
const FOREIGN_FOLDER = /\.\.\/share[d]\b/;

/** Nothing names a folder of one machine. */
export function machinePaths(sources: readonly Source[]): Finding[] {
  return sources.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, index) => {
      const match = MACHINE_PATH.exec(line) ?? FOREIGN_FOLDER.exec(line);
      return match === null ? [] : [{ rule: 'no-machine-paths', file, line: index + 1, detail: match[0] }];
    }),
  );
}

/** Lock files name packages, versions and digests, never the host that one machine took them from. */
export function lockHosts(locks: readonly Source[]): Finding[] {
  return locks.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, index) => {
      const found = /"resolved":\s*"[a-z+]+:/.test(line);
      return found ? [{ rule: 'no-hosts-in-lock-files', file, line: index + 1, detail: line.trim() }] : [];
    }),
  );
}

/**
 * Every relative link and every code-quoted path of a page leads to a file that exists.
 * @param exists tells whether a path from the project is there
 */
export function deadPaths(pages: readonly Source[], exists: (file: string) => boolean): Finding[] {
  return pages.flatMap((page) => {
    const folder = path.posix.dirname(page.file);
    return page.text.split('\n').flatMap((line, index) => {
      const dead = [
        ...linksOf(line)
          .map((link) => path.posix.normalize(path.posix.join(folder, link)))
          .filter((file) => !exists(file)),
        ...quotedPathsOf(line).filter((file) => !exists(file)),
      ];
      return dead.map((detail): Finding => ({ rule: 'no-dead-paths', file: page.file, line: index + 1, detail }));
    });
  });
}

function linksOf(line: string): string[] {
  const targets = [...line.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return targets
    .filter((target) => !/^[a-z]+:|^#/.test(target))
    .map((target) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '');
}

/** `code` that starts with one of our folders and looks like a path; patterns with wildcards or placeholders are not paths. */
function quotedPathsOf(line: string): string[] {
  const quoted = [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
  return quoted
    .filter((text) => /^(contracts|protocol|server|client|console|scripts|test|docs)\/[\w./-]*$/.test(text))
    .map((text) => text.replace(/\/$/, ''));
}
