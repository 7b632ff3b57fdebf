import { Box, Flex, Typography } from '@strapi/design-system'
import { Layouts, Page } from '@strapi/strapi/admin'
import { useState } from 'react'
import { BatchList } from './BatchList'
import { PlacementList } from './PlacementList'
import { useBatches, useDeskData, type Choices, type Sheet } from './poster-data'
import { SheetForm } from './SheetForm'

/** 海报与二维码: choose a template and placements, look, print one or all, and follow what is being made. */
export default function PostersPage() {
  const { data: choices, problem } = useDeskData<Choices>('/desk/posters/choices')
  const { batches, reload } = useBatches()
  const [chosen, setChosen] = useState<Sheet>()
  if (problem !== '') return <Typography textColor="danger600">{problem}</Typography>
  if (choices === undefined) return <Page.Loading />
  const [first] = choices.templates
  const sheet =
    chosen ??
    (first && { templateId: first.id, paper: first.paper, orientation: first.orientation, bleed: false })
  return (
    <Page.Main>
      <Page.Title>海报与二维码</Page.Title>
      <Layouts.Header
        title="海报与二维码"
        subtitle="每个点位一张，二维码只含点位编号。只印制已审核发布、主动公开的模板和已发布的点位。"
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={5}>
          {choices.problem !== null && <Notice>{choices.problem}</Notice>}
          {sheet === undefined ? (
            <Notice>
              还没有可以印制的海报模板：请先写好模板，由他人审核发布，信息公开形式选“主动公开”。
            </Notice>
          ) : (
            <>
              <SheetForm templates={choices.templates} sheet={sheet} onChange={setChosen} />
              <PlacementList sheet={sheet} mostPlacements={choices.mostPlacements} onStarted={reload} />
            </>
          )}
          <BatchList batches={batches} reload={reload} />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  )
}

function Notice({ children }: { children: string }) {
  return (
    <Box padding={4} background="warning100" hasRadius>
      <Typography textColor="warning700">{children}</Typography>
    </Box>
  )
}
