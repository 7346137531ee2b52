/** Pages of the error catalogue: where the `type` of a problem leads. */
import { CATALOGUE, CATALOGUE_AREAS, type CatalogueEntry } from '../../errors/catalogue.ts';
import { html, page, prose } from '../../http/page.ts';

const BY_SLUG: ReadonlyMap<string, readonly [code: string, entry: CatalogueEntry]> = new Map(
  Object.entries(CATALOGUE).map(([code, entry]) => [entry.slug, [code, entry]]),
);

/** Page of one code; undefined for a slug that the catalogue does not have. */
export function problemPage(slug: string): string | undefined {
  const found = BY_SLUG.get(slug);
  if (found === undefined) return undefined;
  const [code, { title, status, retryable, when, doNext }] = found;
  return page(
    `${code}: ${title}`,
    html`<h1>${title}</h1>
<p class="meta"><code>${code}</code> · HTTP ${status} · ${retryable ? 'may be sent again' : 'sending it again does not help'}</p>
<h2>When</h2><p>${prose(when)}</p>
<h2>What to do</h2><p>${prose(doNext)}</p>`,
  );
}

export function problemsPage(): string {
  return page(
    'Problems',
    html`<h1>Problems</h1>
${Object.entries(CATALOGUE_AREAS).map(
  ([area, entries]) =>
    html`<h2 id="${area}">${area}</h2><table>${Object.entries(entries).map(
      ([code, { slug, status, title }]: [string, CatalogueEntry]) =>
        html`<tr><td>${status}</td><td><a href="/problems/${slug}"><code>${code}</code></a></td><td>${title}</td></tr>`,
    )}</table>`,
)}`,
  );
}
