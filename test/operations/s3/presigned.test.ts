import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { presignedUrl } from '../../fixtures/presign.ts'
import type { Presigned } from '../../fixtures/presign.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import { bytesOf, contentOf, newBucket, putObject } from './objects.ts'

let world: TestWorld
let Bucket: string
before(async () => {
  world = await startWorld()
  Bucket = await newBucket(world)
})
after(() => world.close())

const url = (request: Omit<Presigned, 'path'> & { key: string }, as: Credentials = world.root()) =>
  presignedUrl(world.endpoint, as, { ...request, path: `/${Bucket}/${request.key}` })

const codeOf = async (response: Response): Promise<string | undefined> =>
  /<Code>(.*?)<\/Code>/.exec(await response.text())?.[1]

test('whoever holds a presigned URL puts and gets what its signer may', async () => {
  const body = bytesOf(150_000)
  const headers = { 'content-type': 'text/plain' }
  const put = await url({ method: 'PUT', key: 'up', headers })
  const answer = await fetch(put, { method: 'PUT', body: new Uint8Array(body), headers })
  assert.equal(answer.status, 200)
  assert.ok((await contentOf(world, { Bucket, Key: 'up' })).equals(body))
  const got = await fetch(await url({ method: 'GET', key: 'up' }))
  assert.equal(got.headers.get('content-type'), 'text/plain')
  assert.ok(Buffer.from(await got.arrayBuffer()).equals(body))
  const part = await fetch(await url({ method: 'GET', key: 'up' }), {
    headers: { range: 'bytes=10-19' },
  })
  assert.equal(part.status, 206)
  assert.ok(Buffer.from(await part.arrayBuffer()).equals(body.subarray(10, 20)))
})

test('the signer’s permissions count when the URL is used', async () => {
  await putObject(world, { Bucket, Key: 'kept', Body: 'x' })
  const reader = await world.user('reader', allow('s3:GetObject'))
  assert.equal((await fetch(await url({ method: 'GET', key: 'kept' }, reader))).status, 200)
  const put = await url({ method: 'PUT', key: 'kept' }, reader)
  const refused = await fetch(put, { method: 'PUT', body: 'y' })
  assert.equal(refused.status, 403)
  assert.equal(await codeOf(refused), 'AccessDenied')
})

test('a URL that has run out, or was changed, opens nothing', async () => {
  const signedAt = new Date(Date.now() - 120_000)
  const old = await url({ method: 'GET', key: 'up', expiresInSeconds: 60, signedAt })
  const expired = await fetch(old)
  assert.equal(expired.status, 403)
  assert.equal(await codeOf(expired), 'AccessDenied')
  const good = await url({ method: 'GET', key: 'up' })
  const other = await fetch(good.replace('/up?', '/down?'))
  assert.equal(await codeOf(other), 'SignatureDoesNotMatch')
})

test('a response header of the URL is the answer’s', async () => {
  const query = { 'response-content-disposition': 'attachment; filename="a b.txt"' }
  const answer = await fetch(await url({ method: 'GET', key: 'up', query }))
  await answer.arrayBuffer()
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="a b.txt"')
})
