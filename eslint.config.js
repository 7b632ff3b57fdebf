import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** `gateway → platform ← subgraphs/shared ← subgraphs/x`: see docs/architecture.md. */
const arrows = [
  {
    files: ['platform/**'],
    banned: ['gateway', 'subgraphs', 'local', 'client', 'test', 'cms'],
    why: 'platform is the ground every process stands on and knows nobody: move the shared thing into platform, or the caller out of it.',
    exceptTests: true,
  },
  {
    files: ['gateway/**'],
    banned: ['subgraphs', 'local', 'client', 'cms'],
    why: 'the gateway knows subgraphs by their SDL only: what they share is a contract, not code.',
  },
  {
    files: ['subgraphs/shared/**'],
    banned: ['report', 'case', 'region', 'statistics', 'gateway', 'local', 'client', 'cms'],
    why: 'subgraphs/shared knows no subgraph: a thing lives where its meaning lives.',
  },
  {
    files: ['client/**'],
    banned: ['gateway', 'subgraphs', 'local', 'platform', 'cms'],
    why: 'client is imported by front ends: it stands alone.',
  },
  ...['report', 'case', 'region', 'statistics'].map((name) => ({
    files: [`subgraphs/${name}/**`],
    // report checks the form of what client/ seals: one format has one reader.
    banned: ['report', 'case', 'region', 'statistics', 'gateway', 'local', 'client', 'cms'].filter(
      (other) => other !== name && !(name === 'report' && other === 'client'),
    ),
    why: 'subgraphs meet in the supergraph and in events, never in imports: reference the type in references/, or follow an event.',
    exceptTests: true,
  })),
]

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'cms/', '.andon/', 'coverage/', '**/generated/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Resolver classes and Apollo's plugins are shaped by their frameworks.
      '@typescript-eslint/no-extraneous-class': 'off',
      // Graph types are classes for TypeGraphQL's sake; a literal of their shape is what resolvers answer.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // It does not know Promise.withResolvers<void>().
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Settings are parsed once per process by platform/settings.ts.',
        },
      ],
    },
  },
  {
    files: ['platform/settings.ts', 'local/**/*.ts', 'test/**/*.ts', '**/*.test.ts', 'codegen.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  ...arrows.map(({ files, banned, why, exceptTests }) => ({
    files,
    ...(exceptTests ? { ignores: ['**/*.test.ts'] } : {}),
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: banned.map((name) => ({ group: [`**/${name}/**`], message: why })) },
      ],
    },
  })),
)
