import { expect, test } from '@jest/globals'
import { administrators } from '../../platform/viewer/roles.js'
import { demoAccounts } from './accounts.js'

test('the three administrators are three accounts, so that none of them is without its permissions', () => {
  for (const role of administrators) {
    const holders = demoAccounts.filter((account) => account.role === role)
    expect(holders).toHaveLength(1)
  }
})
