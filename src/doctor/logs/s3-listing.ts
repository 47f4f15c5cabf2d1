// What lies in a bucket, a page at a time.

import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'

export interface ListedObject {
  readonly key: string
  readonly bytes: number
}

export interface S3Place {
  readonly bucket: string
  readonly prefix: string
}

/** `s3://bucket/prefix`; undefined when the text is none. */
export function parseS3Place(text: string): S3Place | undefined {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]+)(?:\/(.*))?$/s.exec(text)
  const [, bucket, prefix = ''] = match ?? []
  return bucket === undefined ? undefined : { bucket, prefix }
}

/** The objects below the prefix in the order of their keys, from behind `after` on. */
export async function* objectsIn(
  s3: S3Client,
  { bucket, prefix }: S3Place,
  after?: string,
): AsyncGenerator<readonly ListedObject[]> {
  let token: string | undefined
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(after === undefined ? {} : { StartAfter: after }),
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    )
    yield (page.Contents ?? []).map(({ Key = '', Size = 0 }) => ({ key: Key, bytes: Size }))
    token = page.NextContinuationToken
  } while (token !== undefined)
}

export interface Level {
  /** Names of the folders right below the prefix, without the slash. */
  readonly folders: readonly string[]
  /** Whole keys of the objects right below it. */
  readonly keys: readonly string[]
}

/** What lies right below the prefix, as a folder shows it. */
export async function levelIn(s3: S3Client, { bucket, prefix }: S3Place): Promise<Level> {
  const folders: string[] = []
  const keys: string[] = []
  let token: string | undefined
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: '/',
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    )
    for (const { Prefix = '' } of page.CommonPrefixes ?? []) {
      folders.push(Prefix.slice(prefix.length, -1))
    }
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key)
    token = page.NextContinuationToken
  } while (token !== undefined)
  return { folders, keys }
}
