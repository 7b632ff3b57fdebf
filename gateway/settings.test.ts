import { expect, test } from '@jest/globals'
import { readGatewaySettings } from './settings.js'

const development = {
  GATEWAY_SIGNING_KEY: 'AAAA',
  REPORT_PUBLIC_KEY: 'AAAA',
  OIDC_ISSUER: 'http://127.0.0.1:4200',
}
const production = { ...development, NODE_ENV: 'production', OIDC_ISSUER: 'https://id.example.gov.cn' }

test('development takes a provider on this machine', () => {
  expect(readGatewaySettings(development)).toMatchObject({
    PORT: 4000,
    introspection: true,
    production: false,
  })
})

test('what is missing is told all at once, without values', () => {
  expect(() => readGatewaySettings({ PORT: 'many' })).toThrow(
    /PORT: .*GATEWAY_SIGNING_KEY is not set; REPORT_PUBLIC_KEY is not set; OIDC_ISSUER is not set/,
  )
})

test('production has introspection off and no origins', () => {
  expect(readGatewaySettings(production)).toMatchObject({ introspection: false, production: true })
})

test.each([
  ['plain http', { OIDC_ISSUER: 'http://id.example.gov.cn' }, 'over https:// only'],
  ['localhost', { OIDC_ISSUER: 'https://localhost:4200' }, 'on this machine'],
  ['a loopback address', { OIDC_ISSUER: 'https://127.0.0.1' }, 'on this machine'],
  ['a loopback address of IPv6', { OIDC_ISSUER: 'https://[::1]:4200' }, 'on this machine'],
  ['demo accounts', { ANDON_DEMO: 'true' }, 'demo accounts'],
])('production refuses %s in a sentence', (_name, changed, sentence) => {
  expect(() => readGatewaySettings({ ...production, ...changed })).toThrow(sentence)
})
