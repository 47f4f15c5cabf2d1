// The doctor's page: the rehearsed lockout is told, and gone back from, with a mouse.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { CreateUserCommand, DeleteUserCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
} from '@aws-sdk/client-kms'
import type { Page } from 'playwright-core'
import { lockout } from '../../src/lab/lockout.ts'
import { askStack } from '../../src/lab/stack.ts'
import { writeProfiles } from '../../src/server/credentials-file.ts'
import { startWorld, type Credentials, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'

let world: TestWorld
let site: TestConsole
const people = new Map<string, Credentials>()

before(async () => {
  if (noBrowser) return
  world = await startWorld({ lookupEventsPerSecond: 100 })
  const file = `${world.data}/credentials`
  const keep = (profile: Credentials & { readonly name: string }): void => {
    people.set(profile.name, profile)
    writeProfiles(file, 'us-east-1', [profile])
  }
  const stack = await askStack(world.endpoint)
  assert.ok(stack)
  await lockout.play({
    stack,
    root: world.root(),
    bare: false,
    tell: () => undefined,
    keep,
  })
  keep({ name: 'nobody', ...(await world.user('nobody')) })
  site = await serveConsole(world)
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

async function openAt(page: Page, profile: string, place: string): Promise<void> {
  await signInAs(page, profile)
  await goTo(page, place)
}

const goTo = (page: Page, place: string): Promise<unknown> =>
  page.evaluate(`location.hash = ${JSON.stringify(place)}`)

const lockedOut = 'user/admin may not use kms:GetKeyPolicy, kms:PutKeyPolicy on alias/payroll:'

/** What axe finds in the page itself: the design system's own navigation is not its. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(axe)
  const found: string[] = await page.evaluate(
    `axe.run({ include: [['main']], exclude: [['nav']] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  )
  return found
}

test('a pasted error is understood at once, and asked about', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  await openAt(page, 'admin', '#/doctor')
  await page.getByRole('button', { name: 'An error or event' }).click()
  await page
    .getByLabel('Error message or event')
    .fill(
      'An error occurred (AccessDeniedException) when calling the Decrypt operation: User: ' +
        'arn:aws:iam::111122223333:user/admin is not authorized to perform: kms:Decrypt on ' +
        'resource: arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab ' +
        'because no resource-based policy allows the kms:Decrypt action',
    )
  await page.getByRole('heading', { name: 'As understood' }).waitFor()
  await page.getByText('kms:Decrypt', { exact: true }).waitFor()
  await page.getByLabel('Key - optional').fill(lockout.keyAlias)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Diagnose' }).click()
  await page.getByText('user/admin may not use kms:Decrypt on alias/payroll:').waitFor()
  assert.match(page.url(), /#\/doctor\?error=An\+error.*&key=alias%2Fpayroll$/)
  assert.deepEqual(faults, [])
})

test('a hostile error and a hostile event are texts', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  let ran = 0
  await page.exposeFunction('ran', () => ran++)
  const markup = '<img src=x onerror=ran()><script>ran()</script>'
  const sentence =
    `User: arn:aws:iam::111122223333:user/${markup} is not authorized to perform: kms:Decrypt on ` +
    `resource: arn:aws:kms:us-east-1:111122223333:key/${markup} because ${markup}`
  const event = {
    ...{ eventVersion: '1.08', eventSource: 'kms.amazonaws.com', eventName: 'Decrypt' },
    ...{ awsRegion: 'us-east-1', errorCode: 'AccessDenied', errorMessage: sentence },
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${markup}` },
  }
  await signInAs(page, 'admin')
  for (const error of [sentence, JSON.stringify(event)]) {
    const question = new URLSearchParams({ error, key: 'alias/payroll' })
    await goTo(page, `#/doctor?${question}`)
    await page.getByRole('alert').or(page.getByText('Ask again')).first().waitFor()
    const change = page.getByRole('button', { name: 'Change the question' })
    if (await change.isVisible()) await change.click()
    await page.getByRole('heading', { name: 'As understood' }).waitFor()
    assert.equal(await page.locator('main img[src="x"]').count(), 0)
  }
  assert.equal(ran, 0)
  assert.deepEqual(faults, [])
  assert.deepEqual(site.reports, [])
})

test('without any permission it is said what cannot be seen', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  const key = (await keyId()) ?? ''
  await openAt(page, 'nobody', `#/doctor?key=${key}`)
  await page.getByRole('heading', { name: 'What could not be seen' }).waitFor()
  await page
    .getByRole('cell', { name: 'kms:GetKeyPolicy' })
    .or(page.getByText('kms:GetKeyPolicy', { exact: true }))
    .first()
    .waitFor()
  assert.equal(await page.getByRole('button', { name: 'Show the plan' }).count(), 0)
  assert.deepEqual(faults, [])
})

test('in Japanese, on a phone, in the dark', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site, { locale: 'ja-JP', width: 420, dark: true })
  await openAt(page, 'admin', '#/doctor?key=alias/payroll')
  await page.getByRole('heading', { name: 'KMS の判断の流れ' }).waitFor()
  await page.getByText('ここで止まります').waitFor()
  await page.getByRole('button', { name: '計画を表示' }).click()
  await page.getByRole('heading', { name: 'キーポリシーの変更点' }).waitFor()
  const width = await page.evaluate('document.documentElement.scrollWidth')
  assert.equal(width, 420)
  assert.deepEqual(await violationsOf(page), [])
})

test('a report is there again after a look at the event', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  let asked = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/diagnose')) asked++
  })
  await openAt(page, 'admin', '#/doctor?key=alias/payroll')
  await page.getByRole('link', { name: 'Open the event' }).click()
  await page.getByRole('heading', { name: 'PutKeyPolicy' }).waitFor()
  await page.goBack()
  await page.getByText(lockedOut).waitFor()
  assert.equal(asked, 1)
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Download as HTML' }).click()
  assert.equal((await waiting).suggestedFilename(), 'diagnosis.html')
})

test('a question that takes long is stopped', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await page.route('**/api/diagnose', () => undefined)
  await openAt(page, 'admin', '#/doctor?key=alias/payroll')
  await page.getByText('The doctor is looking at the key').waitFor()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('Stopped. Nothing was changed.').waitFor()
  await page.unroute('**/api/diagnose')
  await page.getByRole('button', { name: 'Ask again' }).click()
  await page.getByText(lockedOut).waitFor()
})

test('where nobody is left, the case for AWS Support is written', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  const id = await abandonedKey()
  await openAt(page, 'admin', `#/doctor?key=${id}`)
  const text = page.getByRole('region', { name: 'aws-support-case.txt' })
  await text.getByText('Subject: KMS key policy that no principal can change any more').waitFor()
  await page.getByRole('button', { name: 'Copy: aws-support-case.txt' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Show the plan' }).count(), 0)
  assert.deepEqual(await violationsOf(page), [])
  assert.deepEqual(faults, [])
})

// The last one: it puts the key policy right.
test('the lockout is diagnosed, planned and repaired', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  await openAt(page, 'admin', '#/doctor')
  await page.getByLabel('Key', { exact: true }).fill(lockout.keyAlias)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Diagnose' }).click()
  await page.getByText(lockedOut).waitFor()
  const deciding = page.locator('.ladder li[aria-current=step]')
  assert.match(await deciding.innerText(), /IAM policies do not count for this\s+Stops here/)
  await page.getByText('key-policy/no-account-statement').first().click()
  await page
    .getByText(/https:\/\/repost\.aws\/knowledge-center/)
    .first()
    .waitFor()
  assert.deepEqual(await violationsOf(page), [])
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await page.getByText(/The lockout safety check passes: role\/Administrator/).waitFor()
  assert.deepEqual(await violationsOf(page), [])
  await page.getByRole('button', { name: 'Apply' }).click()
  const dialog = page.getByRole('dialog', { name: 'Put this key policy?' })
  await dialog.getByText('111122223333', { exact: true }).waitFor()
  await dialog.getByText('arn:aws:iam::111122223333:role/Administrator').waitFor()
  await dialog.getByText(/"Enable IAM User Permissions": Allow/).waitFor()
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await page.getByText('Done: user/admin reads the key policy again.').waitFor()
  await page.getByText('It was read back: the policy of the plan is in force.').waitFor()
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the replaced policy' }).click()
  assert.match((await waiting).suggestedFilename(), /^key-policy-.*-replaced-.*\.json$/)
  const admin = people.get('admin')
  const kms = world.client(KMSClient, admin)
  const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: (await keyId()) ?? '' }))
  assert.match(Policy ?? '', /Enable IAM User Permissions/)
  await page.getByRole('button', { name: 'Ask again' }).last().click()
  await page
    .getByText('user/admin may use kms:GetKeyPolicy, kms:PutKeyPolicy on alias/payroll.')
    .waitFor()
  assert.deepEqual(faults, [])
  assert.deepEqual(site.reports, [])
})

/** A key whose only administrator has been deleted. */
async function abandonedKey(): Promise<string> {
  const iam = world.client(IAMClient)
  await iam.send(new CreateUserCommand({ UserName: 'gone' }))
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:user/gone' },
    Action: 'kms:*',
    Resource: '*',
  }
  const { KeyMetadata } = await world.client(KMSClient).send(
    new CreateKeyCommand({
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      BypassPolicyLockoutSafetyCheck: true,
    }),
  )
  await iam.send(new DeleteUserCommand({ UserName: 'gone' }))
  return KeyMetadata?.KeyId ?? ''
}

async function keyId(): Promise<string | undefined> {
  const { Aliases = [] } = await world.client(KMSClient).send(new ListAliasesCommand({}))
  return Aliases.find(({ AliasName }) => AliasName === lockout.keyAlias)?.TargetKeyId
}
