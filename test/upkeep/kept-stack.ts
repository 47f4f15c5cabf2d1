// A stack whose keys, objects and events a test knows, to be found again in another directory.

import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  KMSClient,
} from '@aws-sdk/client-kms'
import assert from 'node:assert/strict'
import { readCredentialsFile } from '../fixtures/credentials-file.ts'

export interface Reached {
  readonly endpoint: string
  readonly credentialsFile: string
}

export async function clientsOf({ endpoint, credentialsFile }: Reached) {
  const credentials = (await readCredentialsFile(credentialsFile)).get('111122223333')
  assert.ok(credentials)
  const config = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }
  return { kms: new KMSClient(config), s3: new S3Client({ ...config, forcePathStyle: true }) }
}

export type Clients = Awaited<ReturnType<typeof clientsOf>>

export interface Kept {
  readonly keyId: string
  readonly blobs: readonly Uint8Array[]
  readonly objects: ReadonlyMap<string, Buffer>
}

const BUCKET = 'kept'

/** A key with an alias, what it encrypted, and objects large enough to be files of their own. */
export async function fill({ kms, s3 }: Clients): Promise<Kept> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'kept' }))
  const keyId = KeyMetadata?.KeyId ?? ''
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/kept', TargetKeyId: keyId }))
  const blobs: Uint8Array[] = []
  for (const text of ['one', 'two']) blobs.push(await encrypted(kms, text))
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }))
  const objects = new Map<string, Buffer>()
  for (const name of ['a', 'b', 'c']) {
    const body = Buffer.alloc(20_000, name)
    await putObject(s3, name, body)
    objects.set(name, body)
  }
  return { keyId, blobs, objects }
}

export async function encrypted(kms: KMSClient, text: string): Promise<Uint8Array> {
  const input = { KeyId: 'alias/kept', Plaintext: Buffer.from(text) }
  const { CiphertextBlob } = await kms.send(new EncryptCommand(input))
  assert.ok(CiphertextBlob)
  return CiphertextBlob
}

export async function decrypted(kms: KMSClient, blob: Uint8Array): Promise<string> {
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: blob }))
  return Buffer.from(Plaintext ?? []).toString()
}

export const putObject = (s3: S3Client, name: string, body: Buffer) =>
  s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: name, Body: body }))

export async function requireKept({ kms, s3 }: Clients, { blobs, objects }: Kept): Promise<void> {
  const texts = await Promise.all(blobs.map((blob) => decrypted(kms, blob)))
  assert.deepEqual(texts, ['one', 'two'])
  for (const [name, body] of objects) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: name }))
    assert.ok(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(body), name)
  }
}
