import { Directive, Field, ObjectType, type ClassType } from 'type-graphql'
import { AndonError } from '../../../platform/errors.js'

@Directive('@shareable')
@ObjectType({ description: '分页信息。Where a page stands among its siblings (Relay).' })
export class PageInfo {
  @Field(() => Boolean, { description: '后面还有。There is more after this page.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: '前面还有。There is more before this page.' })
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: '本页首条游标。Cursor of the first item.' })
  startCursor!: string | null

  @Field(() => String, { nullable: true, description: '本页末条游标。Cursor of the last item.' })
  endCursor!: string | null
}

export type Connection<Node> = {
  edges: { cursor: string; node: Node }[]
  nodes: Node[]
  pageInfo: PageInfo
}

/** The connection and edge types of a node type, named after it. */
export function createConnectionType<Node extends object>(
  name: string,
  node: () => ClassType<Node>,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, { description: `${name} 及其游标。A ${name} and its cursor.` })
  class Edge {
    @Field(() => String, { description: '游标，不透明。Opaque cursor.' })
    cursor!: string

    @Field(node, { description: '条目。The item.' })
    node!: Node
  }

  @ObjectType(`${name}Connection`, { description: `${name} 的一页。A page of ${name}.` })
  class ConnectionType implements Connection<Node> {
    @Field(() => [Edge], { description: '带游标的条目。Items with cursors.' })
    edges!: Edge[]

    @Field(() => [node()], { description: '条目。Items without cursors.' })
    nodes!: Node[]

    @Field(() => PageInfo, { description: '分页信息。Where the page stands.' })
    pageInfo!: PageInfo
  }
  return ConnectionType
}

/** The arguments of a page, checked. */
export type PageRequest = { first: number; afterId: string | undefined }

const maxPageSize = 100

/**
 * @param first 1 to 100
 * @param after a cursor of an earlier page
 * @throws AndonError BAD_USER_INPUT naming the argument
 */
export function readPageRequest(first: number, after: string | null | undefined): PageRequest {
  if (!Number.isInteger(first) || first < 1 || first > maxPageSize) {
    throw new AndonError(
      'BAD_USER_INPUT',
      { zh: `每页条数应为 1 到 ${String(maxPageSize)}。`, en: `first must be 1 to ${String(maxPageSize)}.` },
      { inputPath: 'first' },
    )
  }
  return { first, afterId: after == null ? undefined : readCursor(after) }
}

/**
 * Makes a page of rows fetched with one more than asked for. A cursor is the row's id and nothing else: a moment
 * or a running number in it would tell the volume or the time of submission.
 */
export function toConnection<Node extends { id: string }>(
  rows: Node[],
  request: PageRequest,
): Connection<Node> {
  const nodes = rows.slice(0, request.first)
  const edges = nodes.map((node) => ({ node, cursor: writeCursor(node.id) }))
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > request.first,
      hasPreviousPage: request.afterId !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

function writeCursor(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
}

function readCursor(cursor: string): string {
  const hex = Buffer.from(cursor, 'base64url').toString('hex')
  if (hex.length !== 32 || writeCursor(hex) !== cursor) throw unknownCursor()
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What is told when a cursor was never given out, or its row is gone. */
export function unknownCursor(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '分页游标无效，请从第一页重新开始。',
      en: 'The cursor is not valid: start again from the first page.',
    },
    { inputPath: 'after' },
  )
}
