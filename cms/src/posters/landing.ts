import type { Settings } from '../settings'

/** Where the code of a sign leads; undefined where nobody has said it yet and a guess would be printed for years. */
export type Landing = (code: string) => string | undefined

/**
 * `CMS_LANDING_URL` with the code at its end: a page of the front end that asks `qrPlacement(code)`, or the prefix
 * that WeChat opens the mini-program by. Outside production the page below `/p/` on the desk's own server stands in.
 */
export function createLanding(settings: Settings, deskUrl: () => string): Landing {
  const { CMS_LANDING_URL: given, CMS_PUBLIC_URL: publicUrl, NODE_ENV: environment } = settings
  return (code) => {
    if (given !== undefined) return `${given}${code}`
    if (environment === 'production') return undefined
    return `${(publicUrl ?? deskUrl()).replace(/\/$/, '')}/p/${code}`
  }
}

export const noLanding = '还没有设置二维码指向的公众地址（CMS_LANDING_URL），不能生成海报。请联系技术人员。'
