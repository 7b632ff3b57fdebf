import { Box, Flex, Grid, Typography } from '@strapi/design-system'
import { Link } from 'react-router-dom'
import { kinds, pathOf } from './kinds'

/** Large enough to be found at once by somebody who writes twice a year. */
export function Actions({ mayCreate }: { mayCreate: string[] }) {
  const actions = Object.entries(kinds).flatMap(([uid, { action }]) =>
    action !== undefined && mayCreate.includes(uid) ? [{ uid, ...action }] : [],
  )
  if (actions.length === 0) return null
  return (
    <Box tag="nav" aria-label="写点什么">
      <Grid.Root gap={4}>
        {actions.map(({ uid, label, words, icon: Icon, to }) => (
          <Grid.Item key={uid} col={3} s={6} xs={12} alignItems="stretch">
            <Box
              tag={Link}
              to={to ?? pathOf(uid)}
              aria-label={label}
              width="100%"
              background="neutral0"
              hasRadius
              shadow="tableShadow"
              padding={5}
              style={{ textDecoration: 'none' }}
            >
              <Flex gap={4}>
                <Flex background="primary100" hasRadius padding={3}>
                  <Icon fill="primary600" width="2.4rem" height="2.4rem" aria-hidden />
                </Flex>
                <Box>
                  <Typography variant="delta" tag="p" textColor="neutral800">
                    {label}
                  </Typography>
                  <Typography variant="pi" tag="p" textColor="neutral600">
                    {words}
                  </Typography>
                </Box>
              </Flex>
            </Box>
          </Grid.Item>
        ))}
      </Grid.Root>
    </Box>
  )
}
