import { Flex, Grid, Main, Typography } from '@strapi/design-system'
import { Layouts, Page, useAuth } from '@strapi/strapi/admin'
import type { ReactNode } from 'react'
import { Actions } from './Actions'
import { DocumentList } from './DocumentList'
import { HouseCard } from './HouseCard'
import { useStartPage, type List, type StartPageData } from './start-data'

type Section = { list: List | null; title: string; empty: string; time: string; urgent?: boolean }

/** What is to be done; what an account has nothing to do with is left out. */
const tasksOf = (page: StartPageData): Section[] =>
  shown([
    { list: page.sentBack, title: '退回给我的', empty: '没有退回的稿子。', time: '退回', urgent: true },
    { list: page.review, title: '等我审核', empty: '没有等着审核的稿子。', time: '保存', urgent: true },
    { list: page.publication, title: '等我发布', empty: '没有等着发布的稿子。', time: '保存', urgent: true },
    { list: page.drafts, title: '我的草稿', empty: '没有草稿，可以从上面写起。', time: '保存' },
  ])

/** What is good to know; empty ones say nothing. */
const newsOf = (page: StartPageData): Section[] =>
  shown([
    { list: page.scheduled, title: '定时发布', empty: '', time: '发布' },
    { list: page.expiring, title: '两周内到期', empty: '', time: '到期' },
    { list: page.latest, title: '最近发布', empty: '还没有发布的内容。', time: '发布' },
  ])

const shown = (sections: Section[]): Section[] =>
  sections.filter(({ list, empty }) => list !== null && (empty !== '' || list.total > 0))

export function StartPage() {
  const user = useAuth('StartPage', (auth) => auth.user)
  const { page, failed } = useStartPage()
  const roles = (user?.roles ?? []).map(({ name }) => name).join('、')
  const name = `${user?.lastname ?? ''}${user?.firstname ?? ''}` || user?.email || ''
  return (
    <Layouts.Root>
      <Main>
        <Page.Title>首页</Page.Title>
        <Layouts.Header title={`${name}，您好`} subtitle={roles === '' ? '' : `您的角色：${roles}`} />
        <Layouts.Content>
          {failed && <Typography textColor="danger600">没有加载成功，请刷新重试。</Typography>}
          {page === undefined && !failed && <Typography textColor="neutral600">正在加载…</Typography>}
          {page !== undefined && <Sections page={page} />}
        </Layouts.Content>
      </Main>
    </Layouts.Root>
  )
}

function Sections({ page }: { page: StartPageData }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={10}>
      <Actions mayCreate={page.mayCreate} />
      <Grid.Root gap={5}>
        <Column sections={tasksOf(page)} counted>
          {page.house !== null && <HouseCard house={page.house} />}
        </Column>
        <Column sections={newsOf(page)} />
      </Grid.Root>
    </Flex>
  )
}

function Column({
  sections,
  counted,
  children,
}: {
  sections: Section[]
  counted?: boolean
  children?: ReactNode
}) {
  return (
    <Grid.Item col={6} xs={12} direction="column" alignItems="stretch" justifyContent="flex-start" gap={5}>
      {children}
      {sections.map(({ list, ...section }) => (
        <DocumentList
          key={section.title}
          list={list ?? { total: 0, rows: [] }}
          counted={counted ?? false}
          {...section}
        />
      ))}
    </Grid.Item>
  )
}
