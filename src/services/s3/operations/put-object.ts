import type { Operation } from '../../operation.ts'
import type { PutObjectInput, PutObjectOutput } from '../model.ts'
import { requireWritable } from '../resources/conditions.ts'
import type { WrittenContent } from '../resources/content-writer.ts'
import { writeContent } from '../resources/content-writer.ts'
import { requirePayload } from '../resources/incoming-payload.ts'
import { newObject } from '../resources/new-object.ts'
import { promisedContent, typedChecksumOutput } from '../resources/object-checksums.ts'
import type { ContentKey } from '../resources/object-encryption.ts'
import {
  chooseEncryption,
  encryptionOutput,
  newContentKey,
} from '../resources/object-encryption.ts'
import { objectHeaders, requireStorageClass } from '../resources/object-headers.ts'
import { onNewObject } from '../resources/object-questions.ts'
import { parseTagsHeader } from '../resources/object-tags.ts'
import type { S3Scope } from '../scope.ts'

interface Prepared {
  readonly written: WrittenContent
  readonly key: ContentKey | undefined
}

/**
 * Puts an object into a bucket, in place of one that has its key. Whoever reads meanwhile gets the
 * old one or the new one, never some of both.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export const PutObject: Operation<S3Scope, PutObjectInput, PutObjectOutput> = {
  readOnly: false,
  isDataEvent: true,
  questions: onNewObject,
  prepare,
  perform(input, { objects, now }, prepared) {
    const { written, key } = prepared as Prepared
    requireWritable(objects.find(input)?.value, input.Key, input)
    const object = newObject(
      {
        headers: objectHeaders(input),
        storageClass: requireStorageClass(input.StorageClass),
        tags: parseTagsHeader(input.Tagging),
        written,
        encryption: key?.encryption,
      },
      now,
    )
    return {
      output: {
        ETag: `"${object.etag}"`,
        ...encryptionOutput(object.encryption),
        ...typedChecksumOutput(object.checksum),
      },
      ...objects.put(input, object),
    }
  },
}

/** Everything that can be refused is refused before the content is taken in. */
async function prepare(input: PutObjectInput, scope: S3Scope): Promise<Prepared> {
  const content = requirePayload(scope)
  objectHeaders(input)
  requireStorageClass(input.StorageClass)
  requireWritable(scope.objects.find(input)?.value, input.Key, input)
  const promised = promisedContent(input, content)
  const asked = chooseEncryption(input, scope)
  const key =
    asked && (await newContentKey(asked, scope.buckets.require(input.Bucket).value, scope))
  const { chunks, length } = content
  const incoming = { chunks, length, ...promised, dataKey: key?.dataKey }
  return { written: await writeContent(incoming, scope), key }
}
