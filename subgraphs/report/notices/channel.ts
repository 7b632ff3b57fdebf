import type { NoticeAddress } from './notice-address.entity.js'

/** The same for everybody and everything: it names neither the matter, nor the unit, nor what kind of case it is. */
export const neutralText = '您提交的事项有新进展'

/**
 * Sends one neutral notice.
 *
 * @param noticeId the same at every attempt, so that the other side may know one it has had
 * @returns REFUSED where the person does not want it, or is not there any more
 * @throws where it may work later
 */
export type SendNotice = (noticeId: string, address: string) => Promise<'SENT' | 'REFUSED' | 'HOPELESS'>

/** Those that are set up. */
export type NoticeChannels = Readonly<Partial<Record<NoticeAddress['preference'], SendNotice>>>
