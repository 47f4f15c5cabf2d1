// The article's steps with the AWS CLI, on a stack where the rehearsal was played.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { run, scratch, serveStack, sparekey } from '../cli/sparekey.ts'

const version = await run('aws', ['--version']).then(
  ({ code, stdout }) => (code === 0 ? stdout : undefined),
  () => undefined,
)
const skip = version === undefined ? 'the AWS CLI (aws) is not installed' : false

test('the AWS CLI finds the last key policy and puts it back', { skip }, async (t) => {
  const { endpoint, credentialsFile } = await serveStack(t)
  assert.equal((await sparekey(['lab', 'lockout', '--endpoint', endpoint])).code, 0)
  const env = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_DEFAULT_OUTPUT: 'json',
  }
  const aws = (args: readonly string[], extra = {}) =>
    run('aws', args, { ...env, AWS_PROFILE: 'admin', ...extra })
  const json = async (args: readonly string[], extra = {}) => {
    const { code, stdout, stderr } = await aws(args, extra)
    assert.equal(code, 0, stderr)
    return stdout.trim() === '' ? undefined : JSON.parse(stdout)
  }

  const identity = await json(['sts', 'get-caller-identity'])
  assert.equal(identity.Arn, 'arn:aws:iam::111122223333:user/admin')

  const { Aliases } = await json(['kms', 'list-aliases'])
  const payroll = Aliases.find(
    ({ AliasName }: { AliasName: string }) => AliasName === 'alias/payroll',
  )
  const key = ['--key-id', payroll.TargetKeyId]
  const denied = await aws(['kms', 'get-key-policy', ...key, '--policy-name', 'default'])
  assert.notEqual(denied.code, 0)
  assert.match(denied.stderr, /AccessDeniedException.*kms:GetKeyPolicy on resource/)

  const attribute = 'AttributeKey=EventName,AttributeValue=CreateKey'
  const { Events } = await json([
    ...['cloudtrail', 'lookup-events', '--lookup-attributes', attribute],
  ])
  const created = JSON.parse(Events[0].CloudTrailEvent)
  const file = join(scratch(t), 'policy.json')
  writeFileSync(file, created.requestParameters.policy)

  const role = 'arn:aws:iam::111122223333:role/Administrator'
  const assume = ['sts', 'assume-role', '--role-arn', role, '--role-session-name', 'rescue']
  const { Credentials } = await json(assume)
  const asAdministrator = {
    ...env,
    AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials.SessionToken,
  }
  const put = ['kms', 'put-key-policy', ...key, '--policy-name', 'default']
  const restored = await run('aws', [...put, '--policy', `file://${file}`], asAdministrator)
  assert.equal(restored.code, 0, restored.stderr)

  const { Policy } = await json(['kms', 'get-key-policy', ...key, '--policy-name', 'default'])
  assert.match(Policy, /Enable IAM User Permissions/)
})

test('the AWS CLI commands that the doctor prints work when pasted', { skip }, async (t) => {
  const { endpoint } = await serveStack(t)
  assert.equal((await sparekey(['lab', 'lockout', '--endpoint', endpoint])).code, 0)
  const doctor = ['doctor', 'alias/payroll', '--profile', 'admin', '--endpoint', endpoint]
  const { stdout } = await sparekey([...doctor, '--verbose', '--out', scratch(t)])
  const [, block = ''] = /with the AWS CLI:\n(.*?)\n\n/s.exec(stdout) ?? []
  assert.match(block, /aws sts assume-role/)
  assert.match(block, /aws kms put-key-policy/)
  const pasted = await run('sh', ['-e', '-c', block])
  assert.equal(pasted.code, 0, pasted.stderr)
  assert.equal((await sparekey(doctor)).code, 0)
})
