// IAM's page: who there is, and what each can do on each key.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { CreateGrantCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Page } from 'playwright-core'
import { dayMs } from '../../src/base/sizes.ts'
import { allow, startWorld, type TestWorld } from '../fixtures/world.ts'
import { largeAccount } from '../fixtures/large-account.ts'
import { readSeed } from '../../src/seed/read-seed.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'

const ACCOUNT = '111122223333'
const ROOT = `arn:aws:iam::${ACCOUNT}:root`

let world: TestWorld
let site: TestConsole
let keys: { readonly open: string; readonly narrow: string }
let boundary = ''

before(async () => {
  if (noBrowser) return
  world = await startWorld()
  site = await serveConsole(world)
  await people()
  keys = await keysOf()
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

async function people(): Promise<void> {
  const iam = world.client(IAMClient)
  await world.user('alice', allow('kms:Decrypt'))
  await iam.send(new CreateUserCommand({ UserName: 'bob' }))
  await iam.send(new CreateGroupCommand({ GroupName: 'staff' }))
  await iam.send(new AddUserToGroupCommand({ GroupName: 'staff', UserName: 'alice' }))
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'KeyReader', PolicyDocument: json(allow('kms:Get*')) }),
  )
  boundary = Policy?.Arn ?? ''
  const version = { PolicyArn: boundary, PolicyDocument: json(allow('kms:*')), SetAsDefault: true }
  await iam.send(new CreatePolicyVersionCommand(version))
  await iam.send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: boundary }))
  const bounded = { UserName: 'bob', PermissionsBoundary: boundary }
  await iam.send(new PutUserPermissionsBoundaryCommand(bounded))
  const hostile = { UserName: 'bob', PolicyName: 'x', PolicyDocument: json(hostilePolicy) }
  await iam.send(new PutUserPolicyCommand(hostile))
  await iam.send(new CreateUserCommand({ UserName: 'carol' }))
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }))
  await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'carol' }))
  await iam.send(new AttachUserPolicyCommand({ UserName: 'carol', PolicyArn: boundary }))
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn: boundary }))
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'sts:AssumeRole' }],
  }
  const role = { RoleName: 'Nobody', AssumeRolePolicyDocument: json(trust) }
  await iam.send(new CreateRoleCommand(role))
}

const json = (document: object): string => JSON.stringify(document)

const hostilePolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Sid1',
      ...{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
      Condition: { StringEquals: { 'aws:PrincipalTag/x': '<img src=x onerror=alert(1)>' } },
    },
  ],
}

/** One that lets IAM policies count, and one that names nobody but the root user by an account. */
async function keysOf() {
  const kms = world.client(KMSClient)
  const open = await kms.send(new CreateKeyCommand({}))
  const narrow = await kms.send(new CreateKeyCommand({ Policy: json(narrowPolicy) }))
  const KeyId = open.KeyMetadata?.KeyId ?? ''
  const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:role/Nobody`
  await kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Encrypt'] }))
  return { open: KeyId, narrow: narrow.KeyMetadata?.KeyId ?? '' }
}

const narrowPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'OnlyRoot',
      ...{ Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' },
      Condition: { StringEquals: { 'aws:PrincipalArn': ROOT } },
    },
    {
      Sid: 'FromOffice',
      ...{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/alice` } },
      ...{ Action: 'kms:PutKeyPolicy', Resource: '*' },
      Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    },
  ],
}

async function signedIn(locale: 'en-US' | 'ja-JP' = 'en-US') {
  const sitting = await sitDown(site, { locale })
  await signInAs(sitting.page, ACCOUNT)
  const show = async (path: string): Promise<void> => {
    await sitting.page.goto(`${site.running.origin}/#${path}`)
  }
  return { ...sitting, show }
}

const cell = (page: Page, key: string, column: number) =>
  page.getByRole('row').filter({ hasText: key }).getByRole('cell').nth(column)

test(
  'what a user can do on each key is a row, and by what is told',
  { skip: noBrowser },
  async () => {
    const { page, show, faults } = await signedIn()
    await show('/iam/users/alice/access')
    await page.getByRole('heading', { name: /What it can do on each key/ }).waitFor()
    assert.match(await cell(page, keys.open, 0).innerText(), /No/)
    await cell(page, keys.open, 2).getByRole('button').click()
    await page.getByText('by IAM, through the account').waitFor()
    await page.getByText(/inline policy inline of user\/alice/).waitFor()
    await page.keyboard.press('Escape')
    assert.match(await cell(page, keys.narrow, 1).innerText(), /Under conditions/)
    await cell(page, keys.narrow, 1).getByRole('button').click()
    await page.getByText('IpAddress aws:SourceIp = 192.0.2.0/24').waitFor()
    await page.getByText('key policy: FromOffice').waitFor()
    assert.deepEqual(faults, [])
  },
)

test('a grant is told as one, and keys of no use are left out', { skip: noBrowser }, async () => {
  const { page, show } = await signedIn()
  await show('/iam/roles/Nobody/access')
  await cell(page, keys.open, 2).getByRole('button').click()
  await page.getByText('Yes by a grant').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Keys it can do something with' }).click()
  await page.getByRole('row').filter({ hasText: keys.narrow }).waitFor({ state: 'detached' })
})

test(
  'a user shows groups, boundary and access keys, old ones marked',
  { skip: noBrowser },
  async () => {
    const { page, show } = await signedIn()
    await show('/iam/users/alice/groups')
    await page.getByRole('link', { name: 'staff' }).click()
    await page.getByRole('tab', { name: 'Users' }).click()
    await page.getByRole('link', { name: 'alice' }).waitFor()
    await show('/iam/users/alice/keys')
    await page.getByText('Never used').waitFor()
    await page.clock.setSystemTime(Date.now() + 100 * dayMs)
    await page.getByRole('tab', { name: 'Permissions' }).click()
    await page.getByRole('tab', { name: 'Access keys' }).click()
    await page.getByText('Long-lived: rotate it, or do without').waitFor()
    await show('/iam/users/bob')
    await page.getByRole('link', { name: 'KeyReader' }).first().click()
    await page.getByRole('heading', { name: 'KeyReader' }).first().waitFor()
  },
)

test('a policy shows its versions, and to whom it is attached', { skip: noBrowser }, async () => {
  const { page, show } = await signedIn('ja-JP')
  await show(`/iam/policies/${encodeURIComponent(boundary)}`)
  await page.getByRole('heading', { name: 'ポリシードキュメント v2' }).waitFor()
  await page.getByRole('button', { name: 'v1 を表示' }).click()
  await page.getByRole('heading', { name: 'v1 とデフォルトバージョンの比較' }).waitFor()
  const rows = page.getByRole('row').filter({ hasText: 'bob' })
  await rows.filter({ hasText: 'アクセス許可の境界' }).waitFor()
  await rows.filter({ hasText: '許可ポリシー' }).waitFor()
})

test('what a user and its group both carry is asked for once', { skip: noBrowser }, async () => {
  const { page, show } = await signedIn()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.postData() ?? ''))
  await show('/iam/users/carol')
  await page.getByRole('heading', { name: 'Permissions policies (2)' }).waitFor()
  assert.equal(asked.filter((body) => body.includes('"GetPolicy"')).length, 1)
  const shown = page.getByRole('button', { name: /^KeyReader/ })
  assert.equal(await shown.count(), 2)
  await shown.first().click()
  await page.getByText('"kms:*"').first().waitFor()
})

test('a hostile policy is text', { skip: noBrowser }, async () => {
  const { page, show, faults } = await signedIn()
  await show('/iam/users/bob')
  await page.getByRole('button', { name: /^x/ }).click()
  await page.getByText(/onerror=alert/).waitFor()
  assert.equal(await page.locator('img[src=x]').count(), 0)
  assert.deepEqual([faults, site.reports], [[], []])
})

test('a thousand roles and two hundred keys stay of use', { skip: noBrowser }, async (t) => {
  const read = readSeed(largeAccount({ roles: 1000, users: 20, keys: 200 }))
  assert.ok('placed' in read)
  const large = await startWorld({ seed: { ...read.placed, file: 'large.json' } })
  const pages = await serveConsole(large)
  t.after(async () => {
    await pages.running.close()
    await large.close()
  })
  const { page } = await sitDown(pages)
  await signInAs(page, ACCOUNT)
  const show = (path: string) => page.goto(`${pages.running.origin}/#${path}`)
  await show('/iam/roles')
  await page.getByText('(1000)').waitFor()
  await show('/iam/roles/role100/access')
  await page.getByRole('heading', { name: /What it can do on each key \(200\)/ }).waitFor()
  await page.getByPlaceholder('Find by alias or key ID').fill('alias/key100')
  assert.match(await cell(page, 'alias/key100', 1).innerText(), /Yes|No/)
  // The inventory is kept: the next role is answered for at once.
  await show('/iam/roles/role101/access')
  await page.getByRole('heading', { name: 'role101' }).waitFor()
  await page.getByRole('heading', { name: /What it can do on each key \(200\)/ }).waitFor()
})
