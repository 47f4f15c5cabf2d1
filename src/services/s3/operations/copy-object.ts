import type { Operation } from '../../operation.ts'
import { InvalidRequest } from '../errors.ts'
import type { CopyObjectInput, CopyObjectOutput } from '../model.ts'
import { requireWritable } from '../resources/conditions.ts'
import type { WrittenContent } from '../resources/content-writer.ts'
import { writeContent } from '../resources/content-writer.ts'
import { newObject } from '../resources/new-object.ts'
import {
  DEFAULT_CHECKSUM,
  requireChecksumAlgorithm,
  typedChecksumOutput,
} from '../resources/object-checksums.ts'
import type { ContentKey } from '../resources/object-encryption.ts'
import {
  chooseEncryption,
  encryptionOutput,
  newContentKey,
} from '../resources/object-encryption.ts'
import { keptHeaders, objectHeaders, requireStorageClass } from '../resources/object-headers.ts'
import { onExistingObject, onNewObject } from '../resources/object-questions.ts'
import { onSource, openSource, requireCopyableSize, sourceOf } from '../resources/object-source.ts'
import { parseTagsHeader } from '../resources/object-tags.ts'
import { validatorsOutput } from '../resources/object-output.ts'
import type { S3Scope } from '../scope.ts'
import type { ObjectRow } from '../tables.ts'

interface Prepared {
  readonly source: ObjectRow
  readonly written: WrittenContent
  readonly key: ContentKey | undefined
}

/**
 * Makes an object out of another. What is said of it is taken from there too, unless the request
 * says it anew; the encryption never is: the request asks for it, or the bucket's default counts.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export const CopyObject: Operation<S3Scope, CopyObjectInput, CopyObjectOutput> = {
  readOnly: false,
  isDataEvent: true,
  questions,
  prepare,
  perform(input, { objects, now }, prepared) {
    const { source, written, key } = prepared as Prepared
    requireWritable(objects.find(input)?.value, input.Key, input)
    const { headers, storageClass, tags } = describe(input, source)
    const encryption = key?.encryption
    const object = newObject({ headers, storageClass, tags, written, encryption }, now)
    return {
      output: {
        CopyObjectResult: { ...validatorsOutput(object), ...typedChecksumOutput(object.checksum) },
        ...encryptionOutput(encryption),
      },
      ...objects.put(input, object),
    }
  },
}

function questions(input: CopyObjectInput, scope: S3Scope) {
  const source = sourceOf(input)
  const takesTags = input.TaggingDirective !== 'REPLACE'
  const hasTags = (scope.objects.find(source)?.value.tags.length ?? 0) > 0
  const { Tagging, ...untagged } = input
  return [
    ...onSource(input, scope),
    ...(takesTags && hasTags ? [onExistingObject('s3:GetObjectTagging', source, scope)] : []),
    ...onNewObject(takesTags ? untagged : { ...untagged, Tagging }, scope),
  ]
}

async function prepare(input: CopyObjectInput, scope: S3Scope): Promise<Prepared> {
  const { object: source, read } = await openSource(input, scope)
  requireCopyableSize(source.size)
  requireChange(input)
  describe(input, source)
  requireWritable(scope.objects.find(input)?.value, input.Key, input)
  const asked = chooseEncryption(input, scope)
  const key =
    asked && (await newContentKey(asked, scope.buckets.require(input.Bucket).value, scope))
  const algorithm = input.ChecksumAlgorithm
    ? requireChecksumAlgorithm(input.ChecksumAlgorithm)
    : (source.checksum?.algorithm ?? DEFAULT_CHECKSUM)
  const written = await writeContent(
    {
      ...read(),
      algorithm,
      conclude: ({ checksum: value = '' }) => ({ algorithm, value }),
      dataKey: key?.dataKey,
    },
    scope,
  )
  return { source, written, key }
}

/** What is said of the copy. Where a page redirects to is never taken along. */
function describe(input: CopyObjectInput, source: ObjectRow) {
  const told = objectHeaders(input)
  const { websiteRedirectLocation: _, ...kept } = keptHeaders(source)
  const redirect = input.WebsiteRedirectLocation
  const copied = { ...kept, ...(redirect && { websiteRedirectLocation: redirect }) }
  return {
    headers: input.MetadataDirective === 'REPLACE' ? told : copied,
    storageClass: requireStorageClass(input.StorageClass),
    tags: input.TaggingDirective === 'REPLACE' ? parseTagsHeader(input.Tagging) : source.tags,
  }
}

/** Copying an object onto itself is for changing what is said of it. */
function requireChange(input: CopyObjectInput): void {
  const { Bucket, Key } = sourceOf(input)
  if (Bucket !== input.Bucket || Key !== input.Key) return
  const { MetadataDirective, StorageClass, WebsiteRedirectLocation, ServerSideEncryption } = input
  if (MetadataDirective === 'REPLACE' || StorageClass || WebsiteRedirectLocation) return
  if (ServerSideEncryption || input.TaggingDirective === 'REPLACE') return
  throw InvalidRequest(
    {},
    'This copy request is illegal because it is trying to copy an object to itself without ' +
      "changing the object's metadata, storage class, website redirect location or encryption " +
      'attributes.',
  )
}
