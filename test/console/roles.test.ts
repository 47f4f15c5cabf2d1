// Who it is to be: people of the lab, roles, other accounts; and how a session ends.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateRoleCommand, DeleteAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam'
import { minuteMs, secondMs } from '../../src/base/sizes.ts'
import { askStack } from '../../src/lab/stack.ts'
import { lockout } from '../../src/lab/lockout.ts'
import { writeProfiles } from '../../src/server/credentials-file.ts'
import { OTHER_ACCOUNT, startWorld, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'

const ACCOUNT = '111122223333'

let world: TestWorld
let site: TestConsole

before(async () => {
  if (noBrowser) return
  world = await startWorld()
  site = await serveConsole(world)
  const stack = await askStack(world.endpoint)
  assert.ok(stack)
  await lockout.play({
    ...{ stack, root: world.root(), bare: false, tell: () => undefined },
    keep: (profile) => writeProfiles(`${world.data}/credentials`, 'us-east-1', [profile]),
  })
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/admin` } },
        ...{
          Action: 'sts:AssumeRole',
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': true } },
        },
      },
    ],
  }
  const role = { RoleName: 'Night', AssumeRolePolicyDocument: JSON.stringify(trust) }
  await world.client(IAMClient).send(new CreateRoleCommand(role))
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

const personMenu = /^\S+ @ \d{12}/

test('the people of the lab are told apart, others by account', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await page.getByText('The administrator who is locked out').waitFor()
  await page.getByText('The deployment that put the key policy').waitFor()
  await page.getByRole('heading', { name: `Account ${OTHER_ACCOUNT}` }).waitFor()
  await page.getByRole('button', { name: 'Sign in as Administrator' }).click()
  await page.getByRole('button', { name: /^Administrator\/\S+ @ 111122223333/ }).click()
  await page.getByRole('menuitem', { name: 'Back to admin' }).click()
  await page.getByRole('button', { name: /^admin @ 111122223333/ }).waitFor()
})

test('roles that may be assumed are suggested, and remembered', { skip: noBrowser }, async () => {
  const { page, faults } = await sitDown(site)
  await signInAs(page, 'admin')
  await page.getByRole('button', { name: personMenu }).click()
  await page.getByRole('menuitem', { name: 'Switch role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Switch role' })
  await dialog.getByRole('button', { name: 'Night' }).waitFor()
  await dialog.getByText('under conditions').waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'PayrollApp' }).count(), 0)
  await dialog.getByRole('button', { name: 'Night' }).click()
  await dialog.getByText(/not authorized to perform: sts:AssumeRole/).waitFor()
  await dialog.getByRole('button', { name: 'Administrator' }).click()
  await page.getByRole('button', { name: /^Administrator\/\S+ @/ }).click()
  await page.getByRole('menuitem', { name: 'Back to admin' }).click()
  await page.getByRole('button', { name: /^admin @/ }).click()
  await page.getByRole('menuitem', { name: 'Switch role' }).click()
  await dialog.getByRole('heading', { name: 'Recent roles' }).waitFor()
  const kept = await page.evaluate(() => JSON.stringify(localStorage))
  assert.match(kept, /role\/Administrator/)
  assert.doesNotMatch(kept, /ASIA|AKIA/)
  assert.deepEqual(faults, [])
})

test("a role's page switches to it", { skip: noBrowser }, async () => {
  const { page } = await sitDown(site, { locale: 'ja-JP' })
  await signInAs(page, 'admin')
  await page.goto(`${site.running.origin}/#/iam/roles/Administrator/trust`)
  await page.getByRole('cell', { name: `arn:aws:iam::${ACCOUNT}:user/admin` }).waitFor()
  await page.getByRole('button', { name: 'このロールに切り替える' }).click()
  await page.getByRole('button', { name: /^Administrator\/\S+ @/ }).waitFor()
})

test('somebody else, of another account, without signing out', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await signInAs(page, 'admin')
  await page.getByRole('button', { name: personMenu }).click()
  await page.getByRole('menuitem', { name: 'Sign in as somebody else' }).click()
  await page.getByRole('link', { name: `Back to admin @ ${ACCOUNT}` }).waitFor()
  await page.getByRole('button', { name: `Sign in as Root user (${OTHER_ACCOUNT})` }).click()
  await page.getByRole('button', { name: new RegExp(`^root @ ${OTHER_ACCOUNT}`) }).waitFor()
})

test(
  'signed out in another tab, a page leads back to signing in',
  { skip: noBrowser },
  async () => {
    const { page, context } = await sitDown(site)
    await signInAs(page, ACCOUNT)
    await page.goto(`${site.running.origin}/#/iam/roles`)
    await page.getByRole('link', { name: 'PayrollApp' }).waitFor()
    const other = await context.newPage()
    await other.goto(site.running.origin)
    await other.getByRole('button', { name: personMenu }).click()
    await other.getByRole('menuitem', { name: 'Sign out' }).click()
    await other.getByRole('button', { name: 'Sign in as admin', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByText('Sign in to go on where you were.').waitFor()
    await page.getByRole('button', { name: `Sign in as Root user (${ACCOUNT})` }).click()
    await page.getByRole('link', { name: 'PayrollApp' }).waitFor()
    assert.equal(await page.getByText('Sign in to go on where you were.').count(), 0)
  },
)

test('a browser that is not let in any more is told what to do', { skip: noBrowser }, async (t) => {
  const short = await serveConsole(world)
  t.after(() => short.running.close())
  const { page, context } = await sitDown(short)
  await signInAs(page, ACCOUNT)
  await context.clearCookies()
  await page.goto(`${short.running.origin}/#/iam/roles`)
  await page.getByRole('heading', { name: 'This browser is not let in any more' }).waitFor()
  await page.getByText('Open the last link that stands in the terminal').waitFor()
})

test(
  'an old link leads somebody who is in already to the console',
  { skip: noBrowser },
  async () => {
    const old = site.link()
    const { page } = await sitDown(site)
    await signInAs(page, ACCOUNT)
    await page.goto(old)
    await page.getByRole('button', { name: personMenu }).waitFor()
  },
)

test('a minute before the end there is a way to stay', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await page.clock.install()
  await page.reload()
  await signInAs(page, ACCOUNT)
  await page.getByText('alias/payroll').waitFor()
  await page.clock.fastForward(29 * minuteMs + 10 * secondMs)
  const dialog = page.getByRole('dialog', { name: 'Are you still there?' })
  await dialog.getByText(/In \d+ seconds this browser is no longer let in/).waitFor()
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await dialog.waitFor({ state: 'detached' })
})

test(
  'credentials that AWS takes no longer lead back to signing in',
  { skip: noBrowser },
  async () => {
    // Its own user: the access key is gone afterwards.
    const key = await world.user('leaver')
    const { page } = await sitDown(site)
    await page.getByLabel('Access key ID').fill(key.accessKeyId)
    await page.getByLabel('Secret access key').fill(key.secretAccessKey)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: /^leaver @/ }).waitFor()
    // A question that is still open would meet the refusal, and the page be told before the reload.
    await page.waitForLoadState('networkidle')
    const gone = { UserName: 'leaver', AccessKeyId: key.accessKeyId }
    await world.client(IAMClient).send(new DeleteAccessKeyCommand(gone))
    await page.reload()
    await page.getByText('The session has expired').waitFor()
  },
)
