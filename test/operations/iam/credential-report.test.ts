import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { makeDevice } from './mfa-device.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
})
after(() => world.close())

const generate = (by = iam) => by.send(new Iam.GenerateCredentialReportCommand({}))
const get = (by = iam) => by.send(new Iam.GetCredentialReportCommand({}))

/** The lines of the report as objects, by user. */
async function report(): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const { Content = new Uint8Array() } = await get()
  const [head = '', ...lines] = Buffer.from(Content).toString('utf8').split('\n')
  const columns = head.split(',')
  const rows = lines.map((line) => {
    const fields = line.split(',')
    assert.equal(fields.length, columns.length)
    return Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']))
  })
  return new Map(rows.map((row) => [row['user'] ?? '', row]))
}

test('validation: there is no report before one is generated', async () => {
  const [code, status] = await refused(get())
  assert.deepEqual([code, status], ['CredentialReportNotPresentException', 410])
})

test('authorization: who may generate a report may not read it', async () => {
  const own = await startWorld()
  const may = allow('iam:GenerateCredentialReport')
  const writer = own.client(Iam.IAMClient, await own.user('writer', may))
  assert.equal((await generate(writer)).State, 'STARTED')
  assert.equal((await refused(get(writer)))[0], 'AccessDenied')
  await own.close()
})

test('behaviour: a report tells of passwords, devices and keys, and lasts four hours', async () => {
  const alice = await world.user('alice', allow('kms:ListKeys'))
  await world.client(KMSClient, alice, 'eu-west-1').send(new ListKeysCommand({}))
  const password = { UserName: 'alice', Password: 'Correct-horse-1' }
  await iam.send(new Iam.CreateLoginProfileCommand(password))
  const app = await makeDevice(world, 'alice')
  await iam.send(
    new Iam.EnableMFADeviceCommand({
      ...{ UserName: 'alice', SerialNumber: `arn:aws:iam::${ACCOUNT}:mfa/alice` },
      ...{ AuthenticationCode1: app.code(), AuthenticationCode2: app.code(1) },
    }),
  )
  await iam.send(new Iam.CreateUserCommand({ UserName: 'bare' }))
  assert.equal((await generate()).State, 'STARTED')
  const first = await report()
  assert.deepEqual([...first.keys()], ['<root_account>', 'alice', 'bare'])
  const line = first.get('alice') ?? {}
  assert.equal(line['arn'], `arn:aws:iam::${ACCOUNT}:user/alice`)
  assert.equal(line['password_enabled'], 'true')
  assert.equal(line['mfa_active'], 'true')
  assert.equal(line['access_key_1_active'], 'true')
  assert.equal(line['access_key_1_last_used_region'], 'eu-west-1')
  assert.equal(line['access_key_1_last_used_service'], 'kms')
  assert.match(line['access_key_1_last_used_date'] ?? '', /^\d{4}-\d\d-\d\dT[\d:]{8}\+00:00$/)
  assert.equal(line['access_key_2_active'], 'false')
  const bare = first.get('bare') ?? {}
  assert.deepEqual(
    [bare['password_enabled'], bare['mfa_active'], bare['access_key_1_active']],
    ['false', 'false', 'false'],
  )
  assert.equal(first.get('<root_account>')?.['password_enabled'], 'not_supported')

  await world.user('later')
  assert.equal((await generate()).State, 'COMPLETE')
  assert.ok(!(await report()).has('later'))
  world.server.clock.advance(4 * 60 * 60 * 1000)
  assert.equal((await generate()).State, 'STARTED')
  assert.ok((await report()).has('later'))
})
