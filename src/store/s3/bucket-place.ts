// Object files in a bucket of AWS's S3 or of a compatible server, for all nodes.

import type { FilePlace } from '../adoptable-files.ts'
import type { FileId, OpenFile } from '../object-file.ts'
import type { BucketAddress } from './address.ts'
import { BucketClient } from './bucket-client.ts'
import { FetchedFiles } from './fetched-files.ts'
import { openObject } from './held-object.ts'
import { upload } from './upload.ts'

/** S3 deletes so many at once. */
const removedAtOnceMax = 1000

export interface BucketPlaceOptions {
  readonly address: BucketAddress
  /** Of this node, for copies of what engines read as files. */
  readonly copiesDirectory: string
}

export async function openBucketPlace(options: BucketPlaceOptions): Promise<BucketPlace> {
  return new BucketPlace(await BucketClient.open(options.address), options.copiesDirectory)
}

export class BucketPlace implements FilePlace {
  readonly #bucket: BucketClient
  readonly #copies: FetchedFiles

  constructor(bucket: BucketClient, copiesDirectory: string) {
    this.#bucket = bucket
    this.#copies = new FetchedFiles(copiesDirectory, (id) => this.open(id))
  }

  write(id: FileId, chunks: AsyncIterable<Uint8Array>): Promise<number> {
    return upload(this.#bucket, this.#bucket.keyOf(id), chunks)
  }

  open(id: FileId): Promise<OpenFile> {
    return openObject(this.#bucket, this.#bucket.keyOf(id))
  }

  place(id: FileId): Promise<string> {
    return this.#copies.path(id)
  }

  async removeAll(ids: readonly FileId[]): Promise<void> {
    for (let at = 0; at < ids.length; at += removedAtOnceMax) {
      await this.#removeSome(ids.slice(at, at + removedAtOnceMax))
    }
    await this.#copies.remove(ids)
  }

  trouble(): string | undefined {
    return this.#bucket.trouble()
  }

  close(): void {
    this.#bucket.close()
  }

  async #removeSome(ids: readonly FileId[]): Promise<void> {
    const { Errors = [] } = await this.#bucket.ask((s3, { DeleteObjectsCommand }) =>
      s3.send(
        new DeleteObjectsCommand({
          Bucket: this.#bucket.bucket,
          Delete: { Objects: ids.map((id) => ({ Key: this.#bucket.keyOf(id) })), Quiet: true },
        }),
      ),
    )
    const [error] = Errors
    if (error) throw new Error(`${error.Key}: ${error.Code}: ${error.Message}`)
  }
}
