import { generateSecrets, type Secrets } from './secrets.js'

// `npm run settings:new`: fresh secrets for docker-compose.yml, as the text of an .env file. Keys that open identities
// are not among them: people make those on their own machines, by `npm run custodian`.
process.stdout.write(describe(generateSecrets()))
console.error(
  '身份保管：各机关离线生成根密钥并预置到 sealing/sealing-policy.json 之前，不能实名举报，见 docs/custodians.md。\n' +
    'Identities: no real-name report until the offices’ roots are pinned in sealing/sealing-policy.json, docs/custodians.md.',
)

function describe({
  postgresPassword,
  databasePasswords,
  signers,
  receipts,
  strapi,
  content,
  evidence,
  wechat,
  audit,
  cases,
  statistics,
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
    ...Object.fromEntries(
      Object.entries(signers).flatMap(([name, { privateKey, publicKey }]) => [
        [`${name.toUpperCase()}_SIGNING_KEY`, privateKey],
        [`${name.toUpperCase()}_PUBLIC_KEY`, publicKey],
      ]),
    ),
    RECEIPT_SALT: receipts.salt,
    RECEIPT_FIND_PEPPER: receipts.findPepper,
    RECEIPT_OPEN_PEPPER: receipts.openPepper,
    SEALING_SUITE: 'INTL_1',
    SEALING_POLICY_FILE: '',
    CONTENT_ENVELOPE_KEY: content.envelopeKey,
    BLIND_INDEX_KEY: content.blindIndexKey,
    PROOF_OF_WORK_KEY: content.proofOfWorkKey,
    EVIDENCE_ENVELOPE_KEY: evidence.envelopeKey,
    WECHAT_ID_KEY: wechat.idKey,
    WECHAT_APP_ID: '',
    WECHAT_APP_SECRET: '',
    AUDIT_REASON_KEY: audit.reasonKey,
    REPORT_ANCHOR_KEY: audit.anchors.report.privateKey,
    REGION_ANCHOR_KEY: audit.anchors.region.privateKey,
    CASE_ENVELOPE_KEY: cases.envelopeKey,
    STATISTICS_ENVELOPE_KEY: statistics.envelopeKey,
    CASE_AUDIT_REASON_KEY: audit.caseReasonKey,
    CASE_ANCHOR_KEY: audit.anchors.case.privateKey,
    AUDIT_ANCHOR_PUBLIC_KEYS: Object.values(audit.anchors)
      .map(({ publicKey }) => publicKey)
      .join(','),
    ...ofStrapi(strapi),
  }
  return `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`
}

function ofStrapi(strapi: Secrets['strapi']): Record<string, string> {
  return {
    APP_KEYS: strapi.appKeys,
    API_TOKEN_SALT: strapi.apiTokenSalt,
    ADMIN_JWT_SECRET: strapi.adminJwtSecret,
    TRANSFER_TOKEN_SALT: strapi.transferTokenSalt,
    ENCRYPTION_KEY: strapi.encryptionKey,
  }
}
