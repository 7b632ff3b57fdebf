import { generateKeyPairSync } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { generateSecrets, type Secrets } from './secrets.js'

// `npm run settings:new`: fresh secrets for docker-compose.yml, as the text of an .env file. The private half of the
// sealing key goes into a file of its own, which belongs on no server.
const custodianKeyFile = 'identity-custodian-key.pem'

if (existsSync(custodianKeyFile)) {
  console.error(`${custodianKeyFile} 已存在，请先移走，以免覆盖。It is there already: move it away first.`)
  process.exitCode = 1
} else {
  const custodian = generateKeyPairSync('x25519')
  const secrets = generateSecrets(custodian.publicKey)
  writeFileSync(custodianKeyFile, custodian.privateKey.export({ format: 'pem', type: 'pkcs8' }), {
    mode: 0o600,
  })
  process.stdout.write(describe(secrets))
  console.error(
    `${custodianKeyFile}：身份开封私钥，请移到离线介质。Opens identities: move it off this machine.`,
  )
}

function describe({
  postgresPassword,
  databasePasswords,
  signers,
  receipts,
  strapi,
  sealingPublicKey,
  content,
  evidence,
  audit,
}: Secrets): string {
  const settings: Record<string, string> = {
    OIDC_ISSUER: '',
    OIDC_AUDIENCE: 'https://andon.local/graphql',
    ALLOWED_ORIGINS: '',
    POSTGRES_ADMIN_PASSWORD: postgresPassword,
    ...Object.fromEntries(
      Object.entries(databasePasswords).map(([role, password]) => [
        `${role.toUpperCase()}_PASSWORD`,
        password,
      ]),
    ),
    GATEWAY_SIGNING_KEY: signers.gateway.privateKey,
    GATEWAY_PUBLIC_KEY: signers.gateway.publicKey,
    REPORT_SIGNING_KEY: signers.report.privateKey,
    REPORT_PUBLIC_KEY: signers.report.publicKey,
    CASE_PUBLIC_KEY: signers.case.publicKey,
    RECEIPT_SALT: receipts.salt,
    RECEIPT_FIND_PEPPER: receipts.findPepper,
    RECEIPT_OPEN_PEPPER: receipts.openPepper,
    IDENTITY_SEALING_KEY: sealingPublicKey,
    CONTENT_ENVELOPE_KEY: content.envelopeKey,
    BLIND_INDEX_KEY: content.blindIndexKey,
    PROOF_OF_WORK_KEY: content.proofOfWorkKey,
    EVIDENCE_ENVELOPE_KEY: evidence.envelopeKey,
    AUDIT_REASON_KEY: audit.reasonKey,
    APP_KEYS: strapi.appKeys,
    API_TOKEN_SALT: strapi.apiTokenSalt,
    ADMIN_JWT_SECRET: strapi.adminJwtSecret,
    TRANSFER_TOKEN_SALT: strapi.transferTokenSalt,
    ENCRYPTION_KEY: strapi.encryptionKey,
  }
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`
}
