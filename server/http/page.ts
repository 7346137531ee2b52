/** Pages for people: plain HTML without scripts, nothing from elsewhere, readable with the style turned off. */
import type { ReplyHeaders } from './route.ts';

/** HTML that is safe to send: made by {@link html} only. */
export class SafeHtml {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | SafeHtml | readonly SafeHtml[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag: everything that is put in is escaped, unless it is HTML made by this tag. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): SafeHtml {
  return new SafeHtml(strings.reduce((made, text, index) => `${made}${rendered(parts[index - 1] ?? '')}${text}`));
}

function rendered(part: Part): string {
  if (part instanceof SafeHtml) return part.text;
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  }
  return part.map(({ text }) => text).join('');
}

/** Text in which `backticks` mark code, as the catalogue and the specs use them. */
export function prose(text: string): SafeHtml {
  return html`${text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`))}`;
}

/** Policy of pages: one style sheet of our own and nothing else. */
export const PAGE_HEADERS: ReplyHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** A whole page. */
export function page(title: string, body: SafeHtml): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header><nav><a href="/docs">Corridor ledger</a> · <a href="/problems">Problems</a> · <a href="/openapi.json">OpenAPI</a></nav></header>
<main>
${body}
</main>
</body>
</html>
`.text;
}

export const STYLE_SHEET = `:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 0 1rem 4rem; }
header { border-bottom: 1px solid #8886; padding: 1rem 0; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; margin-top: 3rem; } h3 { font-size: 1.05rem; margin-top: 2rem; }
code, pre { font: 0.9em ui-monospace, monospace; }
pre { background: #8882; overflow-x: auto; padding: 0.75rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid #8884; padding: 0.3rem 0.8rem 0.3rem 0; text-align: left; vertical-align: top; }
.method { display: inline-block; font-weight: 700; min-width: 4.5rem; }
.meta { color: #888; font-size: 0.9rem; }
`;
