import type { CodegenConfig } from '@graphql-codegen/cli'

/** Typed operations for whoever speaks to the graph, from the API schema that the gateway's composition prints. */
const config: CodegenConfig = {
  schema: 'gateway/supergraph/api.graphql',
  documents: ['test/operations/*.graphql'],
  importExtension: '.js',
  generates: {
    'test/operations/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        // A scalar that is not listed is an error, so that none becomes `any` unnoticed.
        strictScalars: true,
        scalars: { DateTime: 'string', Fen: 'string' },
      },
    },
  },
}

export default config
