// The package's entry: a stack of one's own, in a child process.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { CreateRoleCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { Credentials, Sparekey } from '../../src/index.ts'
import { startSparekey } from '../../src/index.ts'

const ACCOUNT = '111122223333'

let stack: Sparekey
before(async () => {
  stack = await startSparekey()
})
after(() => stack.stop())

const arnOf = async (credentials?: Credentials) =>
  (await stack.client(STSClient, credentials).send(new GetCallerIdentityCommand({}))).Arn

test('a client without credentials speaks as the first account’s root user', async () => {
  assert.equal(await arnOf(), `arn:aws:iam::${ACCOUNT}:root`)
})

test('a client speaks as any user', async () => {
  await stack.client(IAMClient).send(new CreateUserCommand({ UserName: 'alice' }))
  const alice = `arn:aws:iam::${ACCOUNT}:user/alice`
  assert.equal(await arnOf(await stack.as(alice)), alice)
})

test('a client speaks as a role that somebody may assume', async () => {
  const iam = stack.client(IAMClient)
  await iam.send(new CreateUserCommand({ UserName: 'bob' }))
  const bob = `arn:aws:iam::${ACCOUNT}:user/bob`
  const Statement = { Effect: 'Allow', Principal: { AWS: bob }, Action: 'sts:AssumeRole' }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await iam.send(new CreateRoleCommand({ RoleName: 'Auditor', AssumeRolePolicyDocument }))
  const auditor = `arn:aws:iam::${ACCOUNT}:role/Auditor`
  const session = await stack.as(auditor, await stack.as(bob))
  assert.equal(await arnOf(session), `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/sparekey`)
})

test('a service calls in its own name, or on behalf of a user', async () => {
  const kms = stack.client(KMSClient)
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const describe = new DescribeKeyCommand({ KeyId: KeyMetadata?.Arn ?? '' })
  const logs = 'logs.us-east-1.amazonaws.com'
  await assert.rejects(stack.asService(logs).client(KMSClient).send(describe), {
    message: /^User: logs\.us-east-1\.amazonaws\.com is not authorized to perform/,
  })
  const onBehalfOf = `arn:aws:iam::${ACCOUNT}:root`
  await stack.asService(logs, { onBehalfOf }).client(KMSClient).send(describe)
})

test('clients go through the VPC endpoints of the stack', async () => {
  const Statement = { Effect: 'Allow', Principal: '*', Action: 'kms:ListKeys', Resource: '*' }
  const id = 'vpce-0123456789abcdef0'
  const policy = { Version: '2012-10-17', Statement }
  const own = await startSparekey({ vpcEndpoints: { [id]: { policy, vpcId: 'vpc-0123456789' } } })
  try {
    const kms = own.viaVpcEndpoint(id).client(KMSClient)
    await kms.send(new ListKeysCommand({}))
    await assert.rejects(kms.send(new CreateKeyCommand({})), {
      message: /because no VPC endpoint policy allows the kms:CreateKey action$/,
    })
    assert.throws(() => own.viaVpcEndpoint('vpce-none'), /the stack has no VPC endpoint/)
  } finally {
    await own.stop()
  }
})

test('what is no principal of the stack is refused in a sentence', async () => {
  await assert.rejects(stack.as('arn:aws:s3:::bucket'), /is no user, role or root of an account/)
  assert.throws(() => stack.root('999999999999'), /the stack has no account `999999999999`/)
})

test('reset leaves the accounts and their root access keys, and nothing else', async () => {
  const kms = stack.client(KMSClient)
  await kms.send(new CreateKeyCommand({}))
  await stack.reset()
  assert.deepEqual((await kms.send(new ListKeysCommand({}))).Keys, [])
})

test('the clock of the stack moves on when told', async () => {
  await stack.advance('400d')
  const { KeyMetadata } = await stack.client(KMSClient).send(new CreateKeyCommand({}))
  const ahead = (KeyMetadata?.CreationDate?.getTime() ?? 0) - Date.now()
  assert.ok(ahead > 399 * 24 * 60 * 60 * 1000)
})

test('a stack that cannot start says why', async () => {
  await assert.rejects(startSparekey({ accounts: ['12'] }), /did not start: .*twelve digits/s)
})

test('CommonJS can start a stack', async () => {
  const entry = fileURLToPath(new URL('../../src/index.ts', import.meta.url))
  const script = `const { startSparekey } = require(${JSON.stringify(entry)})
    startSparekey().then((stack) => stack.stop().then(() => console.log(stack.accounts[0])))`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script])
  assert.equal(stdout.trim(), ACCOUNT)
})

test('a stack ends when the process that started it is killed', async () => {
  const entry = new URL('../../src/index.ts', import.meta.url).href
  const script = `const { startSparekey } = await import(${JSON.stringify(entry)})
    const stack = await startSparekey()
    console.log(stack.endpoint)
    process.kill(process.pid, 'SIGKILL')`
  const arguments_ = ['--input-type=module', '-e', script]
  const { stdout } = await promisify(execFile)(process.execPath, arguments_).catch(
    (killed: { stdout: string }) => killed,
  )
  const endpoint = stdout.trim()
  assert.match(endpoint, /^http:/)
  const deadline = Date.now() + 10_000
  const answers = () => fetch(endpoint).then(Boolean, () => false)
  while ((await answers()) && Date.now() < deadline) await new Promise((go) => setTimeout(go, 50))
  assert.equal(await answers(), false)
})

test('a user of one account does not exist in another', async () => {
  const two = await startSparekey({ accounts: [ACCOUNT, '444455556666'] })
  try {
    const iam = two.client(IAMClient, two.root('444455556666'))
    await iam.send(new CreateUserCommand({ UserName: 'alice' }))
    await assert.rejects(two.as(`arn:aws:iam::${ACCOUNT}:user/alice`), {
      name: 'NoSuchEntityException',
    })
  } finally {
    await two.stop()
  }
})
