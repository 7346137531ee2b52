/**
 * The architecture as a linter sees it; `npm run lint` runs it. What needs to look inside a file (named imports, the
 * environment, SQL tables) is checked by scripts/checks/architecture.ts.
 */

/** npm packages that run in a browser and do no I/O, all that `protocol/` may use. */
const PURE_PACKAGES = '^node_modules/(ethers|zod|canonicalize|@noble/(hashes|curves))/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'A circle cannot be read, tested or replaced in parts.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that does not resolve works on one machine only.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'protocol-is-pure',
      severity: 'error',
      comment: 'Whoever verifies needs only protocol/: it imports nothing of ours and does no I/O, in Node or browser.',
      from: { path: '^protocol/' },
      to: { pathNot: ['^protocol/', PURE_PACKAGES] },
    },
    {
      name: 'client-is-isomorphic',
      severity: 'error',
      comment: 'The client runs in browsers: protocol/ and pure packages only, and of the gateway nothing but types.',
      from: { path: '^client/' },
      to: { pathNot: ['^client/', '^protocol/', PURE_PACKAGES], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-takes-schemas-only',
      severity: 'error',
      comment: 'Of the gateway the client knows the types of its wire format.',
      from: { path: '^client/' },
      to: { path: '^server/', pathNot: '\\.schemas\\.ts$' },
    },
    {
      name: 'server-stands-alone',
      severity: 'error',
      comment: 'The gateway runs without scripts, client and tests.',
      from: { path: '^server/' },
      to: { path: '^(scripts|client|test)/' },
    },
    {
      name: 'nobody-imports-the-composition-root',
      severity: 'error',
      comment: 'main.ts knows everything; nothing may know main.ts.',
      from: {},
      to: { path: '^server/main\\.ts$' },
    },
    {
      name: 'chain-has-one-door',
      severity: 'error',
      comment: 'Contract artifacts and Hardhat are seen by server/chain/ only.',
      from: { path: '^server/', pathNot: '^server/chain/' },
      to: { path: '^(contracts/|artifacts/|node_modules/(hardhat|@nomicfoundation)/)' },
    },
    {
      name: 'routes-ask-services',
      severity: 'error',
      comment: 'routes -> service -> repository -> database.',
      from: { path: '\\.routes\\.ts$' },
      to: { path: ['\\.repository\\.ts$', '^server/database/', '^node_modules/(pg|kysely)/'] },
    },
    {
      name: 'services-know-no-http-and-no-sql',
      severity: 'error',
      comment: 'A service is called by routes, never the other way, and leaves SQL to its repository.',
      from: { path: '\\.service\\.ts$' },
      to: {
        path: ['\\.routes\\.ts$', '^server/http/', '^node_modules/(express|pg)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'repositories-know-only-the-database',
      severity: 'error',
      comment: 'The lowest layer calls nobody above it.',
      from: { path: '\\.repository\\.ts$' },
      to: {
        path: ['\\.(routes|service)\\.ts$', '^server/(http|chain)/', '^node_modules/express/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'sql-stays-in-the-database-layer',
      severity: 'error',
      comment: 'The pool and its driver belong to server/database/; repositories use what it hands out.',
      from: { path: '^server/', pathNot: '^server/(database|main|app)' },
      to: { path: '^node_modules/pg/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'console-uses-pure-code',
      severity: 'error',
      comment:
        'The console runs in browsers: of the gateway it has the pure formats and types, nothing else of ours but client/ and protocol/.',
      from: { path: '^console/' },
      to: {
        path: '^(server|scripts|test|contracts)/',
        pathNot: '^server/formats/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'signer-stands-alone',
      severity: 'error',
      comment: 'What signs shares no code with what asks for signatures, but protocol/ and the words for codes.',
      from: { path: '^console/signer/' },
      to: { path: '^(console/src|client|server|scripts)/' },
    },
    {
      name: 'dossier-page-stands-alone',
      severity: 'error',
      comment:
        'What verifies offline shares no code with what talks to gateways, but protocol/ and the words for codes.',
      from: { path: '^console/verifier/' },
      to: { path: '^(console/(src|signer)|client|server|scripts)/' },
    },
    {
      name: 'signer-page-is-served-by-nobody-else',
      severity: 'error',
      comment: 'The server of the signer page runs without the gateway, and without anything of its code.',
      from: { path: '^scripts/signer/' },
      to: { path: '^(server|client|console|scripts/(?!signer))' },
    },
    {
      name: 'console-shared-knows-no-feature',
      severity: 'error',
      comment: 'shared -> features -> app.',
      from: { path: '^console/(src/(components|lib|locales)|words)/' },
      to: { path: '^console/src/(features|app)/' },
    },
    {
      name: 'console-lib-knows-no-component',
      severity: 'error',
      comment: 'What the library does can be shown in more ways than one.',
      from: { path: '^console/src/lib/' },
      to: { path: '^console/src/components/' },
    },
    {
      name: 'console-features-know-not-the-app',
      severity: 'error',
      comment: 'shared -> features -> app.',
      from: { path: '^console/src/features/' },
      to: { path: '^console/src/app/' },
    },
    {
      name: 'console-features-stand-alone',
      severity: 'error',
      comment: 'What two features share belongs to components/ or lib/; pages put features together.',
      from: { path: '^console/src/features/([^/]+)/' },
      to: { path: '^console/src/features/', pathNot: '^console/src/features/$1/' },
    },
    {
      name: 'product-does-not-use-tests',
      severity: 'error',
      comment: 'Test helpers stay in test/.',
      from: { path: '^(protocol|server|client|console|scripts)/', pathNot: '^scripts/bench/' },
      to: { path: '^test/' },
    },
    {
      name: 'product-does-not-use-dev-dependencies',
      severity: 'error',
      comment: 'What runs for people must be installed for people.',
      from: { path: '^(protocol|server|client|console)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^scripts/peers/[^/]+/node_modules/', '/generated/abi/', '^console/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    moduleSystems: ['es6'],
    reporterOptions: { text: { highlightFocused: true } },
  },
};
