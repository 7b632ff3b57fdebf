import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  paginateListParts,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  type CompletedPart,
  type ListMultipartUploadsCommandInput,
  type ListMultipartUploadsCommandOutput,
} from '@aws-sdk/client-s3'
import { StoreFull, type EvidenceStore } from './evidence-store.js'

export type S3Settings = {
  /** Of the provider; path-style addresses, which every S3-compatible store understands. */
  endpoint: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
}

type Bucket = { client: S3Client; Bucket: string }

const restSuffix = '.rest'

/** Evidence in any store that speaks S3: an object is one multipart upload, finished when all of it has arrived. */
export function openS3Store(settings: S3Settings): EvidenceStore & { close: () => void } {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = settings
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 4,
    // Older stores refuse the checksums newer clients add by themselves; the cipher finds what is altered.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const at: Bucket = { client, Bucket: bucket }
  return {
    begin: (Key) => begin(at, Key),
    writePart: async (Key, UploadId, part, Body) => {
      const place = { Bucket: bucket, Key, UploadId, PartNumber: part + 1 }
      await orFull(client.send(new UploadPartCommand({ ...place, Body })))
    },
    writeRest: async (object, Body) => {
      await orFull(client.send(new PutObjectCommand({ Bucket: bucket, Key: object + restSuffix, Body })))
    },
    readRest: (object) => read(at, object + restSuffix),
    finish: (Key, UploadId) => finish(at, Key, UploadId),
    readPart: (Key, part, bytes) =>
      read(at, Key, `bytes=${String(part * bytes)}-${String((part + 1) * bytes - 1)}`),
    remove: (Key, UploadId) => remove(at, Key, UploadId),
    writtenBefore: (moment) => writtenBefore(at, moment),
    close: () => client.destroy(),
  }
}

async function begin({ client, Bucket }: Bucket, Key: string): Promise<string> {
  const { UploadId } = await orFull(client.send(new CreateMultipartUploadCommand({ Bucket, Key })))
  if (UploadId === undefined) throw new Error('the store began no multipart upload')
  return UploadId
}

async function finish({ client, Bucket }: Bucket, Key: string, UploadId: string): Promise<void> {
  const Parts: CompletedPart[] = []
  try {
    for await (const page of paginateListParts({ client }, { Bucket, Key, UploadId }))
      for (const { PartNumber, ETag } of page.Parts ?? []) Parts.push({ PartNumber, ETag })
    await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    )
  } catch (error) {
    // Finished before, and the answer was lost or the process died.
    if (!isNamed(error, 'NoSuchUpload')) throw error
    await client.send(new HeadObjectCommand({ Bucket, Key }))
  }
  await client.send(new DeleteObjectCommand({ Bucket, Key: Key + restSuffix }))
}

async function read({ client, Bucket }: Bucket, Key: string, Range?: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range }))
  if (Body === undefined) throw new Error('the store answered without content')
  return Buffer.from(await Body.transformToByteArray())
}

async function remove({ client, Bucket }: Bucket, Key: string, UploadId: string): Promise<void> {
  if (UploadId !== '') {
    try {
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    } catch (error) {
      if (!isNamed(error, 'NoSuchUpload')) throw error
    }
  }
  for (const name of [Key, Key + restSuffix])
    await client.send(new DeleteObjectCommand({ Bucket, Key: name }))
}

async function* writtenBefore(
  { client, Bucket }: Bucket,
  moment: Date,
): AsyncGenerator<{ object: string; handle: string }> {
  let from: Pick<ListMultipartUploadsCommandInput, 'KeyMarker' | 'UploadIdMarker'> | undefined = {}
  while (from !== undefined) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new ListMultipartUploadsCommand({ Bucket, ...from }),
    )
    for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
      if (Key !== undefined && Initiated !== undefined && Initiated < moment)
        yield { object: Key, handle: UploadId ?? '' }
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page
    from = page.IsTruncated === true ? { KeyMarker, UploadIdMarker } : undefined
  }
  for await (const page of paginateListObjectsV2({ client }, { Bucket }))
    for (const { Key, LastModified } of page.Contents ?? [])
      if (Key !== undefined && LastModified !== undefined && LastModified < moment)
        yield { object: Key.replace(/\.rest$/, ''), handle: '' }
}

async function orFull<Answer>(sent: Promise<Answer>): Promise<Answer> {
  try {
    return await sent
  } catch (error) {
    const full = ['QuotaExceeded', 'XMinioStorageFull', 'InsufficientStorage', 'EntityTooLarge']
    if (full.some((name) => isNamed(error, name)))
      throw new StoreFull('no room for evidence', { cause: error })
    throw error
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name
}
