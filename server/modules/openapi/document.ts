/** The OpenAPI document: the route table and the specs of the modules, nothing written by hand. */
import type { z } from 'zod';
import { catalogueEntry, type ErrorCode } from '../../errors/catalogue.ts';
import { PROBLEM_MEDIA_TYPE, problemSchema } from '../../errors/problem.ts';
import { looksAtCredentials } from '../../http/authorise.ts';
import { MAX_JSON_BYTES } from '../../http/read-body.ts';
import type { BodySpec, RouteSpec } from '../../http/route.ts';
import { type Access, ROUTES, type RouteLine, type RouteName } from '../../http/route-table.ts';
import { collectSchemas, type JsonSchema, type SchemaCollector } from './json-schemas.ts';

export type RouteSpecs = Readonly<Record<RouteName, RouteSpec>>;

export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters: readonly ParameterObject[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: Readonly<Record<string, { schema?: JsonSchema }>>;
  };
  readonly responses: Readonly<Record<string, ResponseObject>>;
  readonly 'x-access': Access;
  readonly 'x-rate': RouteLine['rate'];
  readonly 'x-max-body-bytes'?: number;
  readonly 'x-problems': readonly ErrorCode[];
}

export interface ParameterObject {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

export interface ResponseObject {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { schema?: JsonSchema }>>;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: object;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly securitySchemes: object };
}

/** Codes that any route may answer with. */
const COMMON_PROBLEMS: readonly ErrorCode[] = ['HOST_NOT_ALLOWED', 'SHUTTING_DOWN', 'INTERNAL_ERROR'];
const JSON_PROBLEMS: readonly ErrorCode[] = ['JSON_SYNTAX', 'JSON_DUPLICATE_KEY', 'JSON_TOO_DEEP', 'JSON_ENCODING'];
const BODY_PROBLEMS: readonly ErrorCode[] = [
  'BODY_REQUIRED',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'UNSUPPORTED_CONTENT_ENCODING',
];

/** Builds the document. @param version of the gateway @param origin its public origin */
export function buildOpenApi(
  specs: RouteSpecs,
  { version, origin }: { version: string; origin: string },
): OpenApiDocument {
  const schemas = collectSchemas();
  schemas.add(problemSchema, 'output');
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, RouteLine][]) {
    // OpenAPI has no word for the rest of a path; the parameter's description says that it may have slashes
    const path = route.path.replaceAll('*}', '}');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: operationOf(name, route, specs[name], schemas),
    };
  }
  const tags = [...new Set(Object.values(specs).map(({ tag }) => tag))];
  return {
    openapi: '3.1.1',
    info: {
      title: 'Corridor ledger gateway',
      version,
      description:
        'People sign, the gateway relays. Errors are RFC 9457 problems; `type` leads to a page that explains the code.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: origin }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'Session token or API key' },
      },
    },
  };
}

function operationOf(name: RouteName, route: RouteLine, spec: RouteSpec, schemas: SchemaCollector): OperationObject {
  const problems = problemsOf(route, spec);
  return {
    operationId: name,
    summary: spec.summary,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    tags: [spec.tag],
    security: securityOf(route.access),
    parameters: [
      ...parametersOf(spec.params, 'path', schemas),
      ...parametersOf(spec.query, 'query', schemas),
      ...parametersOf(spec.headers, 'header', schemas),
    ],
    ...bodyOf(spec.body, schemas),
    responses: { ...responsesOf(spec, schemas), ...problemResponses(problems, spec) },
    'x-access': route.access,
    'x-rate': route.rate,
    ...(spec.body.kind === 'none' ? {} : { 'x-max-body-bytes': spec.body.maxBytes ?? MAX_JSON_BYTES }),
    'x-problems': problems,
  };
}

/** Codes of the route: its own, and those that its access, input and rate bring with them. */
export function problemsOf({ access, rate }: RouteLine, spec: RouteSpec): ErrorCode[] {
  const credentials = looksAtCredentials(access);
  const validates = spec.params !== undefined || spec.query !== undefined || spec.headers !== undefined;
  const codes: ErrorCode[] = [
    ...(credentials ? (['CREDENTIAL_INVALID'] as const) : []),
    ...(credentials && access !== 'OPTIONAL' ? (['AUTHENTICATION_REQUIRED'] as const) : []),
    ...(access === 'SESSION' ? (['SESSION_REQUIRED'] as const) : []),
    ...(access === 'AUDIT' || access === 'CASE_OWNER' ? (['FORBIDDEN'] as const) : []),
    ...(access === 'CASE' || access === 'CASE_OWNER' ? (['CASE_NOT_FOUND'] as const) : []),
    ...(rate === 'NONE' ? [] : (['RATE_LIMITED'] as const)),
    ...(validates || spec.body.kind === 'json' ? (['VALIDATION_FAILED'] as const) : []),
    ...(spec.body.kind === 'none' ? [] : BODY_PROBLEMS),
    ...(spec.body.kind === 'json' ? JSON_PROBLEMS : []),
    ...(spec.problems ?? []),
    ...COMMON_PROBLEMS,
  ];
  return [...new Set(codes)];
}

function securityOf(access: Access): object[] {
  if (!looksAtCredentials(access)) return [];
  return access === 'OPTIONAL' ? [{}, { bearer: [] }] : [{ bearer: [] }];
}

function parametersOf(
  schema: z.ZodObject | undefined,
  where: ParameterObject['in'],
  schemas: SchemaCollector,
): ParameterObject[] {
  return Object.entries(schema?.shape ?? {}).map(([name, each]) => {
    const type = each as z.ZodType;
    const described = schemas.add(type, 'input');
    const { description, ...rest } = described;
    return {
      name,
      in: where,
      required: where === 'path' || !type.safeParse(undefined).success,
      ...(typeof description === 'string' ? { description } : {}),
      schema: rest,
    };
  });
}

function bodyOf(body: BodySpec, schemas: SchemaCollector): Pick<OperationObject, 'requestBody'> {
  switch (body.kind) {
    case 'none':
      return {};
    case 'json':
      return {
        requestBody: { required: true, content: { 'application/json': { schema: schemas.add(body.schema, 'input') } } },
      };
    case 'bytes':
      return {
        requestBody: { required: true, content: Object.fromEntries(body.mediaTypes.map((type) => [type, {}])) },
      };
  }
}

function responsesOf(spec: RouteSpec, schemas: SchemaCollector): Record<string, ResponseObject> {
  return Object.fromEntries(
    Object.entries(spec.responses).map(
      ([status, { description, schema, mediaType, headers }]): [string, ResponseObject] => {
        const content =
          schema !== undefined
            ? { 'application/json': { schema: schemas.add(schema, 'output') } }
            : mediaType !== undefined
              ? { [mediaType]: {} }
              : undefined;
        return [
          status,
          {
            description,
            ...(headers === undefined ? {} : { headers: headersOf(headers) }),
            ...(content === undefined ? {} : { content }),
          },
        ];
      },
    ),
  );
}

function headersOf(headers: Readonly<Record<string, string>>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

/** One response per status, naming its codes; a status that the route answers itself keeps its own. */
function problemResponses(codes: readonly ErrorCode[], spec: RouteSpec): Record<string, ResponseObject> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = catalogueEntry(code);
    if (spec.responses[status] === undefined) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const content = { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries([...byStatus].map(([status, list]) => [status, { description: list.join(', '), content }]));
}
