import { describe, expect, it } from '@jest/globals'
import { rolesMay, staffRoles } from './roles.js'
import { anonymous, isStaffWho, requireStaff, type Viewer } from './viewer.js'

const officer: Viewer = { kind: 'STAFF', subject: 's', roles: ['INTAKE_OFFICER'], authorityId: null }

describe('what a viewer may do', () => {
  it('a stranger is asked to sign in, anybody else without the permission is refused', () => {
    const codeFor = (viewer: Viewer) => {
      try {
        requireStaff(viewer, 'APPROVE_CASES')
      } catch (error) {
        return (error as { code?: string }).code
      }
      return 'allowed'
    }
    expect(codeFor(anonymous)).toBe('UNAUTHENTICATED')
    expect(codeFor({ kind: 'REPORTER', reportId: 'x' })).toBe('FORBIDDEN')
    expect(codeFor({ kind: 'CITIZEN', citizenId: 'x' })).toBe('FORBIDDEN')
    expect(codeFor({ kind: 'SERVICE', service: 'report' })).toBe('FORBIDDEN')
    expect(codeFor(officer)).toBe('FORBIDDEN')
    expect(codeFor({ ...officer, roles: ['LEADER'] })).toBe('allowed')
  })

  it('several roles add up, unknown ones and names of object properties carry nothing', () => {
    expect(rolesMay(['DASHBOARD', 'INTAKE_OFFICER'], 'SCREEN_REPORTS')).toBe(true)
    expect(rolesMay(['toString', '__proto__', 'ROOT', ''], 'SCREEN_REPORTS')).toBe(false)
    expect(isStaffWho({ ...officer, roles: [] }, 'READ_CASES')).toBe(false)
  })

  it.each([
    [['SYSTEM_ADMIN', 'AUDIT_ADMIN'], 'READ_AUDIT', false],
    [['SYSTEM_ADMIN', 'AUDIT_ADMIN'], 'MANAGE_SYSTEM', false],
    [['SECURITY_ADMIN', 'AUDIT_ADMIN'], 'READ_AUDIT', false],
    [['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'], 'MANAGE_ACCOUNTS', false],
    [['SYSTEM_ADMIN', 'AUDIT_ADMIN', 'CASE_OFFICER'], 'READ_REPORTS', true],
    [['AUDIT_ADMIN', 'AUDIT_ADMIN'], 'READ_AUDIT', true],
    [['AUDIT_ADMIN', 'DASHBOARD'], 'READ_AUDIT', true],
    [['SYSTEM_ADMIN'], 'READ_AUDIT', false],
    [['SECURITY_ADMIN'], 'READ_AUDIT', false],
  ] as const)('of the three administrators nobody is two: %j and %s', (roles, permission, may) => {
    expect(rolesMay(roles, permission)).toBe(may)
  })

  it('a dashboard reads counts and nothing else; administrators read no case', () => {
    expect(staffRoles.DASHBOARD.may).toEqual(['READ_EXACT_COUNTS'])
    for (const role of ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN', 'REGION_MANAGER'] as const) {
      for (const permission of ['READ_CASES', 'READ_REPORTS', 'READ_EXACT_COUNTS'] as const)
        expect(rolesMay([role], permission)).toBe(false)
    }
  })
})
