// What the tests of S3's operations on objects share: buckets, contents, refusals.

import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { GetObjectCommandInput, PutObjectCommandInput } from '@aws-sdk/client-s3'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT } from '../../fixtures/world.ts'

/** An S3 client that speaks as these credentials. */
export function s3As(world: TestWorld, credentials?: Credentials, region = 'us-east-1'): S3Client {
  return new S3Client({
    endpoint: world.endpoint,
    region,
    credentials: credentials ?? world.root(),
    maxAttempts: 1,
    forcePathStyle: true,
  })
}

let buckets = 0

/** A bucket of the first account's, with a policy of one statement or without. */
export async function newBucket(
  world: TestWorld,
  statement?: (bucket: string) => object,
): Promise<string> {
  const Bucket = `bucket-${(buckets += 1)}`
  await s3As(world).send(new CreateBucketCommand({ Bucket }))
  if (statement) {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement(Bucket)] })
    await s3As(world).send(new PutBucketPolicyCommand({ Bucket, Policy }))
  }
  return Bucket
}

export const putObject = (
  world: TestWorld,
  input: PutObjectCommandInput,
  credentials?: Credentials,
) => s3As(world, credentials).send(new PutObjectCommand(input))

export const getObject = (
  world: TestWorld,
  input: GetObjectCommandInput,
  credentials?: Credentials,
) => s3As(world, credentials).send(new GetObjectCommand(input))

/** What an object holds. */
export async function contentOf(
  world: TestWorld,
  input: GetObjectCommandInput,
  credentials?: Credentials,
): Promise<Buffer> {
  const { Body } = await getObject(world, input, credentials)
  assert.ok(Body)
  return Buffer.from(await Body.transformToByteArray())
}

export interface Refusal {
  readonly code: string
  readonly status: number | undefined
  readonly message: string
}

export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error
    const { name: code, message, $metadata } = error
    return { code, message, status: $metadata.httpStatusCode }
  }
  return assert.fail('the call was not refused')
}

export async function assertRefused(
  call: Promise<unknown>,
  code: string,
  status: number,
  message?: string | RegExp,
): Promise<void> {
  const refusal = await refusalOf(call)
  assert.equal(refusal.code, code, refusal.message)
  assert.equal(refusal.status, status)
  if (typeof message === 'string') assert.equal(refusal.message, message)
  if (message instanceof RegExp) assert.match(refusal.message, message)
}

/** The sentence of a refusal for lack of an IAM permission. */
export const notAllowedByIam = (user: string, action: string, arn: string): string =>
  `User: arn:aws:iam::${ACCOUNT}:user/${user} is not authorized to perform: ${action} on ` +
  `resource: "${arn}" because no identity-based policy allows the ${action} action`

/** Released files are removed a quarter of a second later, many at once. */
const sweepMs = 400

/** How many files of content the stack keeps. */
export async function filesKept({ data }: TestWorld): Promise<number> {
  await setTimeout(sweepMs)
  const folder = join(data, 'objects')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).length
}

/** Bytes that differ from place to place. */
export const bytesOf = (size: number, seed = 0): Buffer =>
  Buffer.from(Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8) + seed) & 0xff))
