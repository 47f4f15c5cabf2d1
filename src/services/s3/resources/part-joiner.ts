// The parts of an upload become the content of one object.

import type { ByteRange } from '../../../base/byte-range.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { EntityTooLarge, InvalidRequest } from '../errors.ts'
import { limits } from '../limits.ts'
import type { S3Scope } from '../scope.ts'
import type { ObjectChecksum, ObjectRow, PartRow, UploadRow } from '../tables.ts'
import type { Checksum } from './content-writer.ts'
import { writeContent } from './content-writer.ts'
import { DEFAULT_CHECKSUM } from './object-checksums.ts'
import { keptHeaders } from './object-headers.ts'
import { dataKeyOf, readContent } from './object-reader.ts'
import { combinedChecksum, compositeChecksum, multipartEtag } from './part-list.ts'
import type { StoredPart } from './uploads.ts'

export interface JoinedParts extends ObjectRow {
  readonly checksum: ObjectChecksum
}

/**
 * Writes one file out of those of the parts, which stay as they are: what is not completed in the
 * end can be completed again.
 */
export async function joinParts(
  chosen: readonly StoredPart[],
  upload: UploadRow,
  announcedSize: number | undefined,
  scope: S3Scope,
): Promise<JoinedParts> {
  const rows = chosen.map(({ row }) => row.value)
  const size = requireSize(rows, announcedSize)
  const algorithm = upload.checksumAlgorithm ?? DEFAULT_CHECKSUM
  const isComposite = upload.checksumType === 'COMPOSITE'
  const combined = isComposite ? undefined : combinedChecksum(algorithm, chosen)
  const bucket = scope.buckets.require(upload.bucket).value
  const dataKey = await dataKeyOf(upload.encryption, bucket, scope)
  const written = await writeContent(
    {
      chunks: partsContent(rows, dataKey, scope),
      length: size,
      algorithm: isComposite || combined ? undefined : algorithm,
      conclude: ({ checksum: value = '' }): Checksum => ({ algorithm, value }),
      dataKey,
      etag: multipartEtag(chosen),
    },
    scope,
  )
  return {
    ...joinedRow(chosen, upload, isComposite),
    ...(written.file && { file: written.file }),
    size,
    etag: written.etag,
    checksum: isComposite
      ? compositeChecksum(algorithm, chosen)
      : { ...(combined ?? written.checksum), type: 'FULL_OBJECT' },
  }
}

/** All but what the content says. */
function joinedRow(chosen: readonly StoredPart[], upload: UploadRow, isComposite: boolean) {
  const { storageClass, tags, encryption, uploadId, initiatedAt } = upload
  return {
    ...keptHeaders(upload),
    ...{ storageClass, tags, uploadId },
    ...(encryption && { encryption }),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
    lastModified: initiatedAt,
    parts: chosen.map(({ number, row: { value } }) => ({
      number,
      size: value.size,
      ...(isComposite && value.checksum && { checksum: value.checksum.value }),
    })),
  }
}

async function* partsContent(
  rows: readonly PartRow[],
  dataKey: SecretBytes | undefined,
  { files }: S3Scope,
): AsyncGenerator<Uint8Array, undefined> {
  for (const { file, size } of rows) {
    const whole: ByteRange = { start: 0, end: size }
    yield* readContent(file && (await files.open(file)), size, dataKey, whole).chunks
  }
  return undefined
}

function requireSize(rows: readonly PartRow[], announced: number | undefined): number {
  const size = rows.reduce((bytes, part) => bytes + part.size, 0)
  if (announced !== undefined && announced !== size) {
    throw InvalidRequest(
      {},
      `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was ` +
        `computed: ${size}`,
    )
  }
  if (size <= limits.objectBytesMax) return size
  const MaxSizeAllowed = String(limits.objectBytesMax)
  throw EntityTooLarge({ ProposedSize: String(size), MaxSizeAllowed })
}
