import { Discuss, Feather, Lightbulb, PaintBrush, PinMap, Question, Television } from '@strapi/icons'
import type { ComponentType } from 'react'

/** How a type is called in a list, and what writing one is called. */
export type Kind = {
  name: string
  /** Large on the start page of whoever may write it; `to` where writing begins elsewhere than with an empty form. */
  action?: { label: string; words: string; icon: ComponentType<Record<string, unknown>>; to?: string }
}

const icon = (one: unknown): ComponentType<Record<string, unknown>> => one as never

export const kinds: Record<string, Kind> = {
  'api::notice.notice': {
    name: '公文公告',
    action: { label: '写一篇公告', words: '公告、通知、转发的公文', icon: icon(Feather) },
  },
  'api::case-publication.case-publication': {
    name: '典型案例',
    action: {
      label: '写一个典型案例',
      words: '从办案人员推荐的线索写起',
      icon: icon(Lightbulb),
      to: '/desk/case-leads',
    },
  },
  'api::qr-placement.qr-placement': {
    name: '公示牌点位',
    action: { label: '登记一块公示牌', words: '厂区门口、人员密集场所', icon: icon(PinMap) },
  },
  'api::poster-template.poster-template': {
    name: '海报模板',
    action: { label: '做一张海报', words: '海报、展板、宣传册', icon: icon(PaintBrush), to: '/desk/posters' },
  },
  'api::activity-record.activity-record': {
    name: '宣传活动记录',
    action: { label: '记一次宣传活动', words: '会议、培训、宣讲、执法检查', icon: icon(Discuss) },
  },
  'api::media-record.media-record': {
    name: '媒体刊发记录',
    action: { label: '记一篇媒体报道', words: '报纸、电视、网站、公众号', icon: icon(Television) },
  },
  'api::faq.faq': {
    name: '常见问题',
    action: { label: '补一个常见问题', words: '群众问得多的，写清楚', icon: icon(Question) },
  },
  'api::entry-link.entry-link': { name: '举报入口' },
  'api::reporting-notice.reporting-notice': { name: '举报须知' },
  'api::privacy-explanation.privacy-explanation': { name: '隐私说明' },
  'api::instruction.instruction': { name: '使用说明' },
  'api::policy.policy': { name: '制度文件' },
}

export const pathOf = (uid: string, documentId?: string): string =>
  `/content-manager/collection-types/${uid}/${documentId ?? 'create'}`
