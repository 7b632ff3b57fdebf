import type { FastifyInstance } from 'fastify'
import type { Settings } from '../settings.js'

export function serveExplorer(_app: FastifyInstance, _settings: Settings): string {
  return '/explorer'
}
