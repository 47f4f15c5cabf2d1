// `sparekey console --profile NAME` over what is no stack: the same services behind an endpoint
// that denies being one, and that has no CloudTrail and no Athena.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test, type TestContext } from 'node:test'
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { cleanEnvironment, LAUNCHER, scratch, stop } from '../cli/sparekey.ts'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, signInAs, sitDown } from './browser.ts'

const ACCOUNT = '111122223333'

let world: TestWorld
let keyId = ''

before(async () => {
  if (noBrowser) return
  world = await startWorld()
  const { KeyMetadata } = await world.client(KMSClient).send(new CreateKeyCommand({}))
  keyId = KeyMetadata?.KeyId ?? ''
})
after(() => world?.close())

/** Hands everything on but what says that it is a stack, and two services. */
async function strange(t: TestContext): Promise<string> {
  const { hostname, port } = new URL(world.endpoint)
  const server = createServer((asked, answer) => {
    const { method, url = '', headers } = asked
    const isMissing = url.startsWith('/_sparekey/') || isOf(headers['x-amz-target'])
    if (isMissing) {
      asked.resume()
      answer.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><p>no such thing')
      return
    }
    const onward = request({ hostname, port, method, path: url, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 500, given.headers)
      given.pipe(answer)
    })
    asked.pipe(onward)
  })
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const isOf = (target: string | readonly string[] | undefined): boolean =>
  /CloudTrail|Athena/.test(String(target))

/** The command as a person starts it; its profile is `prod`, whose Region is another. */
async function consoleOf(t: TestContext) {
  const folder = scratch(t)
  const { accessKeyId, secretAccessKey } = world.root()
  const lines = ['[prod]', `aws_access_key_id = ${accessKeyId}`]
  const file = join(folder, 'credentials')
  writeFileSync(file, [...lines, `aws_secret_access_key = ${secretAccessKey}`, ''].join('\n'))
  const config = join(folder, 'config')
  writeFileSync(config, '[profile prod]\nregion = us-east-1\n')
  const args = ['console', '--port', '0', '--profile', 'prod', '--endpoint', await strange(t)]
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    env: cleanEnvironment({ AWS_SHARED_CREDENTIALS_FILE: file, AWS_CONFIG_FILE: config }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => stop(child))
  let printed = ''
  for await (const line of createInterface({ input: child.stdout })) {
    printed += `${line}\n`
    if (line.includes('?token=')) break
  }
  const [link = ''] = /http:\S+/.exec(printed.slice(printed.indexOf('  console'))) ?? []
  return { printed, link: () => link }
}

test('a profile of this machine signs in, and no key is typed', { skip: noBrowser }, async (t) => {
  const { printed, link } = await consoleOf(t)
  assert.match(printed, /The console of what answers at .*: profile prod, us-east-1/)
  const { page } = await sitDown({ link })
  await page.getByRole('button', { name: 'Sign in as prod' }).waitFor()
  assert.equal(await page.getByLabel('Secret access key').count(), 0)
  await signInAs(page, 'prod')
  await page.getByText(`account ${ACCOUNT}, profile prod - not a Sparekey stack`).waitFor()
  await page.getByRole('link', { name: keyId }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Lab' }).count(), 0)
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))
  assert.doesNotMatch(kept, new RegExp(world.root().accessKeyId))
})

test('a change is asked about once more, by the account', { skip: noBrowser }, async (t) => {
  const { page } = await sitDown(await consoleOf(t))
  await signInAs(page, 'prod')
  await page.getByRole('link', { name: keyId }).click()
  await page.getByRole('button', { name: 'Key actions' }).click()
  await page.getByRole('menuitem', { name: 'Disable' }).click()
  const confirm = page.getByRole('dialog', { name: 'Disable' })
  const disable = (): Promise<void> =>
    confirm.getByRole('button', { name: 'Disable', exact: true }).click()
  await disable()
  const dialog = page.getByRole('dialog', { name: 'Change what is no Sparekey stack?' })
  await dialog.getByText(`kms:DisableKey changes the AWS account ${ACCOUNT}`).waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  assert.equal(await keyState(), 'Enabled')
  await disable()
  await dialog.getByLabel('Account ID').fill('444455556666')
  await dialog.getByText('This is another account.').waitFor()
  assert.ok(await dialog.getByRole('button', { name: 'Change', exact: true }).isDisabled())
  await dialog.getByLabel('Account ID').fill(ACCOUNT)
  await dialog.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByText('Disabled', { exact: true }).waitFor()
  assert.equal(await keyState(), 'Disabled')
})

async function keyState(): Promise<string | undefined> {
  const asked = new DescribeKeyCommand({ KeyId: keyId })
  const { KeyMetadata } = await world.client(KMSClient).send(asked)
  return KeyMetadata?.KeyState
}

test(
  'what does not answer as AWS does is told, and the rest works',
  { skip: noBrowser },
  async (t) => {
    const { page, faults } = await sitDown(await consoleOf(t))
    await signInAs(page, 'prod')
    const show = (path: string) => page.goto(new URL(`/#/${path}`, page.url()).href)
    await show('athena')
    await page.getByText('does not answer as AWS does (HTTP 404)').first().waitFor()
    await show('events')
    await page.getByText('does not answer as AWS does (HTTP 404)').first().waitFor()
    await show('iam/users')
    await page.getByText('There are no users.').waitFor()
    assert.deepEqual(faults, [])
  },
)
