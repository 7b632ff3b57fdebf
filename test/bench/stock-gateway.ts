import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import Fastify from 'fastify'
import { readFileSync } from 'node:fs'
import { readSettings, setting } from '../../platform/settings.js'
import { createViewerSigner, readSigningKey, viewerHeader } from '../../platform/viewer/signature.js'
import { viewerShape } from '../../platform/viewer/viewer.js'
import { z } from 'zod'

// What a team gets that puts @apollo/gateway in front of the same subgraphs as its documentation says. It spares
// itself the sign-in: one viewer, told by setting, is signed for every request.
const settings = readSettings({
  SUPERGRAPH: z.string(),
  GATEWAY_SIGNING_KEY: setting.base64(),
  VIEWER: z.string(),
  SUBGRAPHS: z.string(),
})
const sign = createViewerSigner({ kid: 'gateway', key: readSigningKey(settings.GATEWAY_SIGNING_KEY) })
const viewer = viewerShape.parse(JSON.parse(settings.VIEWER))
const urls = z.record(z.string(), z.string()).parse(JSON.parse(settings.SUBGRAPHS))

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(settings.SUPERGRAPH, 'utf8'),
  buildService: ({ name }) =>
    new RemoteGraphQLDataSource({
      url: urls[name] ?? '',
      willSendRequest: ({ request }) => {
        request.http?.headers.set(viewerHeader, sign({ audience: name, viewer, language: 'zh' }))
      },
    }),
})
const server = new ApolloServer({ gateway, nodeEnv: 'production' })
await server.start()
const app = Fastify()
app.post('/graphql', fastifyApolloHandler(server))
const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ url: `${url}/graphql` })
process.on('disconnect', () => process.exit())
