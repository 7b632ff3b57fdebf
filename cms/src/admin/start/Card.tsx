import { Box, Flex, Typography } from '@strapi/design-system'
import type { ReactNode } from 'react'

/** A heading with the number of what is under it; what waits for somebody is marked. */
export function Card(of: { title: string; count?: number; urgent?: boolean; children: ReactNode }) {
  return (
    <Box
      tag="section"
      aria-label={of.title}
      width="100%"
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={6}
      borderColor={of.urgent ? 'warning500' : 'neutral0'}
      style={{ borderWidth: '3px 0 0', borderStyle: 'solid' }}
    >
      <Flex justifyContent="space-between" paddingBottom={3}>
        <Typography variant="delta" tag="h2">
          {of.title}
        </Typography>
        {of.count !== undefined && (
          <Typography
            variant="delta"
            textColor={of.urgent ? 'warning700' : 'neutral600'}
          >{`${String(of.count)} 篇`}</Typography>
        )}
      </Flex>
      {of.children}
    </Box>
  )
}
