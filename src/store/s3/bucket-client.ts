// Requests to the bucket, and whether it answers.

import type * as S3 from '@aws-sdk/client-s3'
import { minuteMs, secondMs } from '../../base/sizes.ts'
import type { FileId } from '../object-file.ts'
import { StoreError } from '../store-error.ts'
import type { BucketAddress } from './address.ts'

const connectMsMax = 5 * secondMs
/** Until the answer begins, with what is sent before it. */
const answerMsMax = 1 * minuteMs
/** Each read of an object holds one, for as long as its reader takes. */
const socketsMax = 1000
const probeEveryMs = 2 * secondMs

type Sdk = typeof S3

/** Named as everything that finds no file is. */
export class NoSuchFile extends Error {
  readonly code = 'ENOENT'
}

export class BucketClient {
  readonly #address: BucketAddress
  readonly #sdk: Sdk
  readonly #client: S3.S3Client
  #trouble: string | undefined
  #probing: NodeJS.Timeout | undefined
  #closed = false

  private constructor(address: BucketAddress, sdk: Sdk) {
    const { endpoint, region } = address
    const agent = { maxSockets: socketsMax, keepAlive: true }
    this.#address = address
    this.#sdk = sdk
    this.#client = new sdk.S3Client({
      // Names of buckets that resolve are AWS's own.
      ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
      ...(region !== undefined && { region }),
      requestHandler: {
        connectionTimeout: connectMsMax,
        requestTimeout: answerMsMax,
        throwOnRequestTimeout: true,
        httpAgent: agent,
        httpsAgent: agent,
      },
    })
  }

  /** The SDK is loaded by those alone who have chosen it. Throws StoreError without an answer. */
  static async open(address: BucketAddress): Promise<BucketClient> {
    const client = new BucketClient(address, await import('@aws-sdk/client-s3'))
    try {
      await client.#probe()
      return client
    } catch (cause) {
      client.close()
      throw new StoreError(
        `the bucket ${address.name} cannot be used: ${reasonOf(cause)}`,
        'does it exist, and may these credentials list, read, write and delete in it?',
        { cause },
      )
    }
  }

  get bucket(): string {
    return this.#address.bucket
  }

  keyOf(id: string): string {
    return `${this.#address.prefix}${id.slice(0, 2)}/${id}`
  }

  /** Of the files that are older, a page at a time. */
  async *idsBefore(timeMs: number): AsyncGenerator<readonly FileId[], undefined> {
    const { bucket: Bucket, prefix: Prefix } = this.#address
    for (let ContinuationToken: string | undefined; ;) {
      const { Contents = [], NextContinuationToken } = await this.ask((s3, sdk) =>
        s3.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, ContinuationToken })),
      )
      yield Contents.flatMap(({ Key = '', LastModified }) => {
        const id = Key.split('/').at(-1) as FileId
        const isOld = LastModified && LastModified.getTime() < timeMs
        return isOld && /^[0-9a-f]{32}$/.test(id) && Key === this.keyOf(id) ? [id] : []
      })
      if (NextContinuationToken === undefined) return undefined
      ContinuationToken = NextContinuationToken
    }
  }

  /** What fails because of the bucket, and not because of one object, is its trouble. */
  async ask<Answer>(request: (client: S3.S3Client, sdk: Sdk) => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await request(this.#client, this.#sdk)
      this.#recovered()
      return answer
    } catch (fault) {
      if (isNoSuchObject(fault)) {
        throw new NoSuchFile('the object file is not in the bucket', { cause: fault })
      }
      this.#failed(fault)
      throw fault
    }
  }

  /** Undefined: the last request went well. */
  trouble(): string | undefined {
    return this.#trouble
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#probing)
    this.#client.destroy()
  }

  async #probe(): Promise<void> {
    await this.#client.send(new this.#sdk.HeadBucketCommand({ Bucket: this.bucket }))
  }

  #recovered(): void {
    this.#trouble = undefined
    clearTimeout(this.#probing)
    this.#probing = undefined
  }

  /** Asked again until it answers: a node that is taken for unready gets no requests that ask. */
  #failed(fault: unknown): void {
    if (this.#closed) return
    this.#trouble = `the bucket ${this.#address.name} does not answer: ${reasonOf(fault)}`
    this.#probing ??= setTimeout(() => {
      this.#probing = undefined
      this.#probe().then(
        () => this.#recovered(),
        (again: unknown) => this.#failed(again),
      )
    }, probeEveryMs).unref()
  }
}

function isNoSuchObject(fault: unknown): boolean {
  const name = fault instanceof Error ? fault.name : ''
  return name === 'NoSuchKey' || name === 'NotFound'
}

/** An error of the network may have no message, but those of all addresses that were tried. */
function reasonOf(fault: unknown): string {
  if (fault instanceof AggregateError && fault.message === '') return reasonOf(fault.errors[0])
  if (!(fault instanceof Error)) return String(fault)
  return fault.message === '' || fault.message === 'UnknownError' ? fault.name : fault.message
}
