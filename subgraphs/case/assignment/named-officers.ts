import { AndonError } from '../../../platform/errors.js'
import { isText } from '../../shared/is-text.js'
import type { StoredCase } from '../loop/case.entity.js'

const mostOfficers = 30

/**
 * Accounts of people who may work on the case: distinct, and none with a tie to the reported unit.
 *
 * @throws AndonError BAD_USER_INPUT
 */
export function requireOfficers(
  { excludedOfficers }: Pick<StoredCase, 'excludedOfficers'>,
  accounts: readonly string[],
  { least, inputPath }: { least: number; inputPath: string },
): void {
  const areAccounts = accounts.every((account) => isText(account, 1, 200))
  if (!areAccounts || new Set(accounts).size < accounts.length || accounts.length > mostOfficers)
    throw badOfficers(inputPath, '人员账号有误或重复。', 'An account is wrong or named twice.')
  if (accounts.length < least)
    throw badOfficers(
      inputPath,
      `至少指定 ${String(least)} 名人员。`,
      `At least ${String(least)} officers are named.`,
    )
  if (accounts.some((account) => excludedOfficers.includes(account)))
    throw badOfficers(
      inputPath,
      '所指定的人员已因回避不得办理本案。',
      'One of them has a declared conflict of interest.',
    )
}

function badOfficers(inputPath: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}
