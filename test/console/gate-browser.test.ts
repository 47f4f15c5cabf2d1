// The gate as a browser meets it: a page that somebody put into a bucket of the stack, opened in
// the very browser that the console let in. To the browser both are one site, as ports are none.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Page } from 'playwright-core'
import { presignedUrl } from '../fixtures/presign.ts'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'

let world: TestWorld
let site: TestConsole
let object: Page

before(async () => {
  if (noBrowser) return
  world = await startWorld()
  site = await serveConsole(world)
  const sitting = await sitDown(site)
  await signInAs(sitting.page, '111122223333')
  object = await sitting.context.newPage()
  await object.goto(await uploadedPage())
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

async function uploadedPage(): Promise<string> {
  const s3 = world.client(S3Client)
  await s3.send(new CreateBucketCommand({ Bucket: 'hostile' }))
  const [Bucket, Key, ContentType] = ['hostile', 'page.html', 'text/html']
  const Body = '<!doctype html><title>hostile</title>'
  await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }))
  return presignedUrl(world.endpoint, world.root(), { method: 'GET', path: '/hostile/page.html' })
}

/** In the page of the bucket, with the console's origin at hand. */
const tryIt = <Result>(script: string): Promise<Result> =>
  object.evaluate<Result>(`(async (origin) => ${script})(${JSON.stringify(site.running.origin)})`)

test('it reads nothing, with the cookie or without', { skip: noBrowser }, async () => {
  for (const path of ['/', '/api/session', '/icon.svg']) {
    for (const init of ['{}', '{ method: "POST", body: "{}" }']) {
      const got = await tryIt<string>(
        `fetch(origin + '${path}', { credentials: 'include', ...${init} })
          .then((answer) => answer.text(), () => 'refused')`,
      )
      assert.equal(got, 'refused', `${init} ${path}`)
    }
  }
})
