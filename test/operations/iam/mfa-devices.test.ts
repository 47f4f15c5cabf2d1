import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import type { Authenticator } from '../../fixtures/authenticator.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { makeDevice } from './mfa-device.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
})
after(() => world.close())

const serial = (name: string) => `arn:aws:iam::${ACCOUNT}:mfa/${name}`

const enable = (UserName: string, SerialNumber: string, one: string, two: string) =>
  iam.send(
    new Iam.EnableMFADeviceCommand({
      ...{ UserName, SerialNumber },
      ...{ AuthenticationCode1: one, AuthenticationCode2: two },
    }),
  )

async function enabled(name: string): Promise<Authenticator> {
  await world.user(name)
  const app = await makeDevice(world, name)
  await enable(name, serial(name), app.code(), app.code(1))
  return app
}

const listed = async (UserName: string) =>
  (await iam.send(new Iam.ListMFADevicesCommand({ UserName }))).MFADevices?.map(
    ({ SerialNumber }) => SerialNumber,
  )

const WRONG = [
  'InvalidAuthenticationCodeException',
  403,
  'Authentication code for device is not valid.',
]
const NOT_THEIRS = ['NoSuchEntityException', 404, 'MFA Device invalid for user.']

test('validation: codes have six digits', async () => {
  const [code] = await refused(enable('alice', serial('alice'), '12345', 'abcdef'))
  assert.equal(code, 'ValidationError')
})

test('validation: two devices cannot have one serial number', async () => {
  await makeDevice(world, 'twin')
  assert.deepEqual(await refused(makeDevice(world, 'twin')), [
    'EntityAlreadyExistsException',
    409,
    'MFADevice entity at the same path and name already exists.',
  ])
})

test('validation: a serial number that no operation would take is not made', async () => {
  const make = (length: number) => {
    const VirtualMFADeviceName = 'x'.repeat(length)
    return iam.send(new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName }))
  }
  const longest = 256 - `arn:aws:iam::${ACCOUNT}:mfa/`.length
  assert.equal((await make(longest)).VirtualMFADevice?.SerialNumber?.length, 256)
  for (const length of [longest + 1, 5000]) {
    await assert.rejects(make(length), { name: 'ValidationError' })
  }
})

test('validation: codes must be of the device, and in a row', async () => {
  await world.user('wrong')
  const app = await makeDevice(world, 'wrong')
  const SerialNumber = serial('wrong')
  for (const [one, two] of [
    [app.code(1), app.code()],
    [app.code(), app.code()],
    [app.code(-50), app.code(-49)],
  ] as const) {
    assert.deepEqual(await refused(enable('wrong', SerialNumber, one, two)), WRONG)
  }
  assert.deepEqual(await listed('wrong'), [])
})

test('validation: a device that is not there cannot be enabled or deleted', async () => {
  await world.user('missing')
  const message = `VirtualMFADevice with serial number ${serial('none')} doesn't exist.`
  const expected = ['NoSuchEntityException', 404, message]
  const remove = new Iam.DeleteVirtualMFADeviceCommand({ SerialNumber: serial('none') })
  assert.deepEqual(await refused(enable('missing', serial('none'), '111111', '222222')), expected)
  assert.deepEqual(await refused(iam.send(remove)), expected)
})

test('authorization: a user needs permission for its own device as for others', async () => {
  const own = await world.user('own', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['iam:ListMFADevices', 'iam:CreateVirtualMFADevice'],
        Resource: ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:mfa/${aws:username}'],
      },
    ],
  })
  const asOwn = world.client(Iam.IAMClient, own)
  assert.deepEqual((await asOwn.send(new Iam.ListMFADevicesCommand({}))).MFADevices, [])
  const mine = new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'own' })
  assert.ok((await asOwn.send(mine)).VirtualMFADevice)
  const theirs = new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'theirs' })
  const [code, , message] = await refused(asOwn.send(theirs))
  assert.equal(code, 'AccessDenied')
  assert.ok(message.includes(`iam:CreateVirtualMFADevice on resource: ${serial('theirs')}`))
  const other = new Iam.ListMFADevicesCommand({ UserName: 'alice' })
  assert.match((await refused(asOwn.send(other)))[2], /iam:ListMFADevices on resource: user alice/)
})

test('authorization: devices of another account are not there', async () => {
  await makeDevice(world, 'ours')
  const theirs = world.client(Iam.IAMClient, world.root(OTHER_ACCOUNT))
  const remove = new Iam.DeleteVirtualMFADeviceCommand({ SerialNumber: serial('ours') })
  assert.equal((await refused(theirs.send(remove)))[0], 'NoSuchEntityException')
  const { VirtualMFADevices } = await theirs.send(new Iam.ListVirtualMFADevicesCommand({}))
  assert.deepEqual(VirtualMFADevices, [])
})

test('behaviour: a device is made, enabled, read, deactivated and deleted', async () => {
  await enabled('alice')
  const SerialNumber = serial('alice')
  assert.deepEqual(await listed('alice'), [SerialNumber])
  const got = await iam.send(new Iam.GetMFADeviceCommand({ SerialNumber, UserName: 'alice' }))
  assert.equal(got.UserName, 'alice')
  assert.ok(got.EnableDate)
  const remove = new Iam.DeleteVirtualMFADeviceCommand({ SerialNumber })
  assert.deepEqual(await refused(iam.send(remove)), [
    'DeleteConflictException',
    409,
    'MFA VirtualDevice in use. Must deactivate first.',
  ])
  await iam.send(new Iam.DeactivateMFADeviceCommand({ UserName: 'alice', SerialNumber }))
  assert.deepEqual(await listed('alice'), [])
  await iam.send(remove)
})

test('behaviour: a device in use belongs to nobody else', async () => {
  const app = await enabled('owner')
  await world.user('thief')
  const SerialNumber = serial('owner')
  const [code] = await refused(enable('thief', SerialNumber, app.code(1), app.code(2)))
  assert.equal(code, 'EntityAlreadyExistsException')
  const commands = [
    new Iam.GetMFADeviceCommand({ UserName: 'thief', SerialNumber }),
    new Iam.DeactivateMFADeviceCommand({ UserName: 'thief', SerialNumber }),
  ]
  for (const command of commands) {
    assert.deepEqual(await refused(iam.send(command as Iam.GetMFADeviceCommand)), NOT_THEIRS)
  }
})

test('behaviour: lists tell assigned devices from others, without seeds', async () => {
  await enabled('assigned')
  await makeDevice(world, 'unassigned')
  const list = async (AssignmentStatus: 'Assigned' | 'Unassigned' | 'Any') => {
    const command = new Iam.ListVirtualMFADevicesCommand({ AssignmentStatus })
    const { VirtualMFADevices = [] } = await iam.send(command)
    return VirtualMFADevices
  }
  const assigned = (await list('Assigned')).find(
    ({ SerialNumber }) => SerialNumber === serial('assigned'),
  )
  assert.equal(assigned?.User?.UserName, 'assigned')
  const names = (await list('Unassigned')).map(({ SerialNumber }) => SerialNumber)
  assert.ok(names.includes(serial('unassigned')))
  assert.ok(!names.includes(serial('assigned')))
  const both = await list('Any')
  assert.ok(both.length > names.length)
  assert.ok(both.every(({ Base32StringSeed }) => Base32StringSeed === undefined))
})

test('behaviour: a device whose clock went astray is synchronized again', async () => {
  const app = await enabled('astray')
  const resync = (one: string, two: string) =>
    iam.send(
      new Iam.ResyncMFADeviceCommand({
        ...{ UserName: 'astray', SerialNumber: serial('astray') },
        ...{ AuthenticationCode1: one, AuthenticationCode2: two },
      }),
    )
  assert.deepEqual(await refused(resync(app.code(), app.code(1))), WRONG) // They were used.
  await resync(app.code(60), app.code(61))
})

test('behaviour: a user with a device cannot be deleted, and keeps it with a rename', async () => {
  await enabled('leaving')
  await iam.send(new Iam.UpdateUserCommand({ UserName: 'leaving', NewUserName: 'left' }))
  assert.deepEqual(await listed('left'), [serial('leaving')])
  const { AccessKeyMetadata = [] } = await iam.send(
    new Iam.ListAccessKeysCommand({ UserName: 'left' }),
  )
  for (const { AccessKeyId } of AccessKeyMetadata) {
    await iam.send(new Iam.DeleteAccessKeyCommand({ UserName: 'left', AccessKeyId }))
  }
  assert.deepEqual(await refused(iam.send(new Iam.DeleteUserCommand({ UserName: 'left' }))), [
    'DeleteConflictException',
    409,
    'Cannot delete entity, must delete MFA device first.',
  ])
})

test('behaviour: devices are tagged, and policies see it', async () => {
  await makeDevice(world, 'tagged')
  const SerialNumber = serial('tagged')
  const Tags = [{ Key: 'team', Value: 'payroll' }]
  await iam.send(new Iam.TagMFADeviceCommand({ SerialNumber, Tags }))
  const list = async () => (await iam.send(new Iam.ListMFADeviceTagsCommand({ SerialNumber }))).Tags
  assert.deepEqual(await list(), Tags)
  const payroll = await world.user('payroll', {
    Version: '2012-10-17',
    Statement: {
      ...{ Effect: 'Allow', Action: 'iam:UntagMFADevice', Resource: '*' },
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'payroll' } },
    },
  })
  const untag = new Iam.UntagMFADeviceCommand({ SerialNumber, TagKeys: ['team'] })
  const asPayroll = world.client(Iam.IAMClient, payroll)
  await asPayroll.send(untag)
  assert.deepEqual(await list(), [])
  assert.equal((await refused(asPayroll.send(untag)))[0], 'AccessDenied')
})

test('behaviour: the account summary counts devices', async () => {
  const own = await startWorld()
  const client = own.client(Iam.IAMClient)
  await own.user('alice', allow('*'))
  const app = await makeDevice(own, 'alice')
  await makeDevice(own, 'spare')
  await client.send(
    new Iam.EnableMFADeviceCommand({
      ...{ UserName: 'alice', SerialNumber: serial('alice') },
      ...{ AuthenticationCode1: app.code(), AuthenticationCode2: app.code(1) },
    }),
  )
  const { SummaryMap = {} } = await client.send(new Iam.GetAccountSummaryCommand({}))
  assert.deepEqual([SummaryMap.MFADevices, SummaryMap.MFADevicesInUse], [2, 1])
  await own.close()
})
