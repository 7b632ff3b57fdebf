import { errors } from '@strapi/utils'
import type { Core } from '@strapi/strapi'
import { subtreePrefix } from '../content-subgraph/region-codes'
import { selectRows, type Transaction } from '../publication/document-action'

export const regionEditorRole = 'region-editor'

/** Which region an account of 地区编辑 works for; it goes with the account. */
export async function createAccountRegions(strapi: Core.Strapi): Promise<void> {
  await strapi.db.connection.raw(`
    CREATE TABLE IF NOT EXISTS desk_account_regions (
      account_id integer PRIMARY KEY REFERENCES admin_users (id) ON DELETE CASCADE,
      region_code text NOT NULL CHECK (region_code ~ '^[0-9]{6}$'))`)
}

export type AccountWithRegion = { id: number; name: string; email: string; regionCode: string | null }

export function createAccountRegionStore(strapi: Core.Strapi) {
  const connection = strapi.db.connection as unknown as Transaction
  return {
    list: () =>
      selectRows<AccountWithRegion>(
        connection,
        `SELECT account.id, concat(account.lastname, account.firstname) AS name, account.email,
                region.region_code AS "regionCode"
           FROM admin_users account
           JOIN admin_users_roles_lnk link ON link.user_id = account.id
           JOIN admin_roles role ON role.id = link.role_id AND role.code = ?
           LEFT JOIN desk_account_regions region ON region.account_id = account.id
          ORDER BY account.email`,
        [regionEditorRole],
      ),
    regionOf: async (accountId: number): Promise<string | undefined> => {
      const [row] = await selectRows<{ region_code: string }>(
        connection,
        'SELECT region_code FROM desk_account_regions WHERE account_id = ?',
        [accountId],
      )
      return row?.region_code
    },
    set: async (accountId: number, regionCode: string): Promise<void> => {
      await selectRows(
        connection,
        `INSERT INTO desk_account_regions (account_id, region_code) VALUES (?, ?)
         ON CONFLICT (account_id) DO UPDATE SET region_code = excluded.region_code`,
        [accountId, regionCode],
      )
    },
  }
}

/** A province or something below it: who answers for the whole country is no region editor. */
export function readEditorsRegion(code: unknown): string {
  if (typeof code === 'string' && /^[1-9]\d{5}$/.test(code)) return code
  throw new errors.ApplicationError('请填写六位行政区划代码，如 410100；不能是全国。')
}

/** First and last six-digit code of the region and everything below it. */
export function subtreeRange(code: string): { $gte: string; $lte: string } {
  const prefix = subtreePrefix(code)
  return { $gte: prefix.padEnd(6, '0'), $lte: prefix.padEnd(6, '9') }
}
