import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A small store that speaks the S3 calls evidence needs, and can be told to fail. */
export type S3Stand = AsyncDisposable & {
  endpoint: string
  objects: Map<string, Buffer>
  uploads: Map<string, { key: string; parts: Map<number, Buffer> }>
  /** The next requests are answered by these, in order. */
  failNext: (...failures: { status: number; code: string }[]) => void
}

const minPartBytes = 5 * 1_048_576

export async function openS3Stand(): Promise<S3Stand> {
  const objects = new Map<string, Buffer>()
  const uploads: S3Stand['uploads'] = new Map()
  const failures: { status: number; code: string }[] = []
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const failure = failures.shift()
      const answer = failure ? refuse(failure.status, failure.code) : handle(request, body, objects, uploads)
      response.writeHead(answer.status, answer.headers)
      response.end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    objects,
    uploads,
    failNext: (...next) => failures.push(...next),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

type Answer = { status: number; headers?: Record<string, string>; body?: Buffer | string }

function handle(
  request: IncomingMessage,
  body: Buffer,
  objects: S3Stand['objects'],
  uploads: S3Stand['uploads'],
): Answer {
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key/'))
    return refuse(403, 'AccessDenied')
  const url = new URL(request.url ?? '', 'http://store')
  const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'))
  const query = url.searchParams
  if (key === '') return query.has('uploads') ? listUploads(uploads) : listObjects(objects)
  const uploadId = query.get('uploadId')
  if (query.has('uploads')) {
    const id = randomUUID()
    uploads.set(id, { key, parts: new Map() })
    return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`)
  }
  if (uploadId !== null) return handleUpload(request, body, { uploadId, key, query }, objects, uploads)
  return handleObject(request, body, key, objects)
}

function handleUpload(
  request: IncomingMessage,
  body: Buffer,
  { uploadId, key, query }: { uploadId: string; key: string; query: URLSearchParams },
  objects: S3Stand['objects'],
  uploads: S3Stand['uploads'],
): Answer {
  const upload = uploads.get(uploadId)
  if (upload?.key !== key) return refuse(404, 'NoSuchUpload')
  const ordered = [...upload.parts].sort(([a], [b]) => a - b)
  switch (request.method) {
    case 'PUT':
      upload.parts.set(Number(query.get('partNumber')), body)
      return { status: 200, headers: { etag: etag(body) } }
    case 'GET':
      return xml(
        `<ListPartsResult><IsTruncated>false</IsTruncated>${ordered
          .map(
            ([n, part]) =>
              `<Part><PartNumber>${String(n)}</PartNumber><ETag>${etag(part)}</ETag><Size>${String(part.length)}</Size></Part>`,
          )
          .join('')}</ListPartsResult>`,
      )
    case 'DELETE':
      uploads.delete(uploadId)
      return { status: 204 }
    default: {
      const parts = ordered.map(([, part]) => part)
      if (parts.slice(0, -1).some((part) => part.length < minPartBytes)) return refuse(400, 'EntityTooSmall')
      objects.set(key, Buffer.concat(parts))
      uploads.delete(uploadId)
      return xml('<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>')
    }
  }
}

function handleObject(
  request: IncomingMessage,
  body: Buffer,
  key: string,
  objects: S3Stand['objects'],
): Answer {
  if (request.method === 'PUT') {
    objects.set(key, body)
    return { status: 200, headers: { etag: etag(body) } }
  }
  if (request.method === 'DELETE') {
    objects.delete(key)
    return { status: 204 }
  }
  const object = objects.get(key)
  if (object === undefined) return refuse(404, 'NoSuchKey')
  if (request.method === 'HEAD') return { status: 200, headers: { 'content-length': String(object.length) } }
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
  if (range === null) return { status: 200, body: object }
  const piece = object.subarray(Number(range[1]), Number(range[2]) + 1)
  return piece.length === 0 ? refuse(416, 'InvalidRange') : { status: 206, body: piece }
}

const longAgo = '2020-01-01T00:00:00.000Z'

function listUploads(uploads: S3Stand['uploads']): Answer {
  const listed = [...uploads].map(
    ([id, { key }]) =>
      `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${longAgo}</Initiated></Upload>`,
  )
  return xml(
    `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${listed.join('')}</ListMultipartUploadsResult>`,
  )
}

function listObjects(objects: S3Stand['objects']): Answer {
  const listed = [...objects.keys()].map(
    (key) => `<Contents><Key>${key}</Key><LastModified>${longAgo}</LastModified></Contents>`,
  )
  return xml(`<ListBucketResult><IsTruncated>false</IsTruncated>${listed.join('')}</ListBucketResult>`)
}

function refuse(status: number, code: string): Answer {
  return { ...xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`), status }
}

function xml(body: string): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body }
}

function etag(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
