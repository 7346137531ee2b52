import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { PAGE_HEADERS, STYLE_SHEET } from '../../http/page.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { docsPage } from './docs-page.ts';
import { buildOpenApi, type RouteSpecs } from './document.ts';
import { problemPage, problemsPage } from './problem-pages.ts';

const tag = 'Description';
const HTML = 'text/html';

export const openApiSpecs = {
  readOpenApi: spec({
    summary: 'This description, as OpenAPI 3.1',
    tag,
    body: { kind: 'none' },
    responses: { 200: { description: 'The document', schema: z.looseObject({ openapi: z.string() }) } },
  }),
  readDocs: spec({
    summary: 'This description, for people',
    tag,
    body: { kind: 'none' },
    responses: { 200: { description: 'A page', mediaType: HTML } },
  }),
  readDocsStyle: spec({
    summary: 'Style sheet of the pages',
    tag,
    body: { kind: 'none' },
    responses: { 200: { description: 'A style sheet', mediaType: 'text/css' } },
  }),
  listProblems: spec({
    summary: 'Every code that the gateway answers with',
    tag,
    body: { kind: 'none' },
    responses: { 200: { description: 'A page', mediaType: HTML } },
  }),
  readProblem: spec({
    summary: 'What a code means and what to do',
    tag,
    params: z.object({ slug: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
    body: { kind: 'none' },
    responses: { 200: { description: 'A page', mediaType: HTML } },
    problems: ['ROUTE_NOT_FOUND'],
  }),
};

export function openApiRoutes(specs: RouteSpecs, about: { version: string; origin: string }): Endpoint[] {
  const document = buildOpenApi(specs, about);
  const docs = docsPage(document);
  const problems = problemsPage();
  return [
    endpoint('readOpenApi', openApiSpecs.readOpenApi)(async () => ({ status: 200, json: { ...document } })),
    endpoint('readDocs', openApiSpecs.readDocs)(async () => htmlReply(docs)),
    endpoint(
      'readDocsStyle',
      openApiSpecs.readDocsStyle,
    )(async () => ({
      status: 200,
      text: STYLE_SHEET,
      mediaType: 'text/css',
    })),
    endpoint('listProblems', openApiSpecs.listProblems)(async () => htmlReply(problems)),
    endpoint(
      'readProblem',
      openApiSpecs.readProblem,
    )(async ({ params }) => {
      const text = problemPage(params.slug);
      if (text === undefined) throw new AppError('ROUTE_NOT_FOUND');
      return htmlReply(text);
    }),
  ];
}

function htmlReply(text: string) {
  return { status: 200, headers: PAGE_HEADERS, text, mediaType: HTML } as const;
}
