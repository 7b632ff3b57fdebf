import { selectRows, type Transaction } from '../publication/document-action'

export type Subject = { text: string | null; accountId: number | null }

/** Whom a sign-in or an account's change concerns. An address that no account has is not kept: it may be a password. */
export async function accountByAddress(trx: Transaction, email: unknown): Promise<Subject> {
  if (typeof email !== 'string') return { text: null, accountId: null }
  const [account] = await selectRows<{ id: number; email: string }>(
    trx,
    'SELECT id, email FROM admin_users WHERE lower(email) = lower(?)',
    [email.trim()],
  )
  return { text: account?.email ?? null, accountId: account?.id ?? null }
}

/** The name of what a path or a list of ids points to, before it may be gone. */
export async function subjectOf(trx: Transaction, path: string, body: unknown): Promise<string | null> {
  const given = body !== null && typeof body === 'object' && 'ids' in body ? body.ids : undefined
  const inPath = /\/(\d+)(\/permissions)?$/.exec(path)?.[1]
  const ids = (Array.isArray(given) ? given : [inPath]).map(Number).filter(Number.isInteger)
  if (ids.length === 0) return null
  const sql = path.includes('/roles')
    ? 'SELECT name FROM admin_roles WHERE id = ANY(?::int[]) ORDER BY id'
    : 'SELECT email AS name FROM admin_users WHERE id = ANY(?::int[]) ORDER BY id'
  const rows = await selectRows<{ name: string }>(trx, sql, [ids])
  return rows.length === 0 ? null : rows.map(({ name }) => name).join('、')
}

/** Roles of every account and permissions of every role: what changed is told by what stood before. */
export async function rightsNow(trx: Transaction): Promise<Set<string>> {
  const rows = await selectRows<{ said: string }>(
    trx,
    `SELECT account.email || ' → ' || role.name AS said FROM admin_users_roles_lnk link
       JOIN admin_users account ON account.id = link.user_id JOIN admin_roles role ON role.id = link.role_id
     UNION ALL
     SELECT role.name || ' → ' || permission.action || coalesce(' ' || permission.subject, '')
            || coalesce(' ' || nullif(permission.conditions::text, '[]'), '') AS said
       FROM admin_permissions permission
       JOIN admin_permissions_role_lnk link ON link.permission_id = permission.id
       JOIN admin_roles role ON role.id = link.role_id
     UNION ALL
     SELECT account.email || ' ' || CASE WHEN account.is_active THEN '启用' ELSE '停用' END FROM admin_users account
     UNION ALL
     SELECT account.email || ' 地区 ' || region.region_code FROM desk_account_regions region
       JOIN admin_users account ON account.id = region.account_id`,
    [],
  )
  return new Set(rows.map(({ said }) => said))
}
