// Object files in a bucket of AWS's S3 or of a compatible server, for all nodes.

import { dayMs } from '../../base/sizes.ts'
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
  readonly nowMs?: () => number
}

/** Not the stack's clock, which may be moved; S3 takes no request from a clock far from its own. */
const machineMs = (): number => performance.timeOrigin + performance.now()

/** No request takes so long: a file that is older and no entry's will be nobody's. */
const strayMs = 1 * dayMs

export async function openBucketPlace(options: BucketPlaceOptions): Promise<BucketPlace> {
  return new BucketPlace(await BucketClient.open(options.address), options)
}

export class BucketPlace implements FilePlace {
  readonly #bucket: BucketClient
  readonly #copies: FetchedFiles
  readonly #nowMs: () => number

  constructor(bucket: BucketClient, { copiesDirectory, nowMs = machineMs }: BucketPlaceOptions) {
    this.#bucket = bucket
    this.#nowMs = nowMs
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

  async removeStrays(
    ofEntries: (ids: readonly FileId[]) => Promise<ReadonlySet<FileId>>,
  ): Promise<void> {
    for await (const ids of this.#bucket.idsBefore(this.#nowMs() - strayMs)) {
      if (ids.length === 0) continue
      const kept = await ofEntries(ids)
      const strays = ids.filter((id) => !kept.has(id))
      if (strays.length > 0) await this.removeAll(strays)
    }
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
