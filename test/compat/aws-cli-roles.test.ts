// A role that reads what others sealed, with the AWS CLI alone: users, keys, profiles with a role.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { run, scratch } from '../cli/sparekey.ts'
import { awsClis, readsEndpointUrl } from './installed.ts'
import {
  ACCOUNT,
  decryptingFor,
  deniedTo,
  mayAssume,
  roleArn,
  served,
  trusting,
  userArn,
} from './story.ts'

type Aws = (...args: readonly string[]) => Promise<string>

/** `aws` as a profile; fails with what the command printed. */
async function client(t: TestContext, command: string) {
  const { env, credentialsFile } = await served(t)
  const folder = scratch(t)
  const files = { config: join(folder, 'config'), credentials: join(folder, 'credentials') }
  const settings = {
    ...env,
    HOME: folder, // The CLI keeps a role's credentials there, for the next command.
    AWS_CONFIG_FILE: files.config,
    AWS_SHARED_CREDENTIALS_FILE: files.credentials,
  }
  writeFileSync(files.credentials, readFileSync(credentialsFile))
  writeFileSync(files.config, '')
  const file = (name: string, text: string | Uint8Array): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const as =
    (profile: string): Aws =>
    async (...args) => {
      const { code, stdout, stderr } = await run(command, [...args, '--profile', profile], settings)
      if (code !== 0) throw new Error(stderr)
      return stdout
    }
  return { as, file, files }
}

/** A user with an access key and a profile, and a profile of the role that it can assume. */
async function makeProfiles(root: Aws, files: { config: string; credentials: string }) {
  await root('iam', 'create-user', '--user-name', 'keeper')
  const named = ['--user-name', 'keeper', '--policy-name', 'assume']
  const trust = ['--assume-role-policy-document', trusting(userArn('keeper'))]
  const [made] = await Promise.all([
    root('iam', 'create-access-key', '--user-name', 'keeper'),
    root('iam', 'put-user-policy', ...named, '--policy-document', mayAssume),
    root('iam', 'create-role', '--role-name', 'Auditor', ...trust),
  ])
  const { AccessKeyId, SecretAccessKey } = JSON.parse(made).AccessKey
  const keys = `aws_access_key_id = ${AccessKeyId}\naws_secret_access_key = ${SecretAccessKey}\n`
  const role = `role_arn = ${roleArn('Auditor')}\nrole_session_name = audit\n`
  writeFileSync(files.credentials, `\n[keeper]\n${keys}`, { flag: 'a' })
  writeFileSync(files.config, `[profile auditor]\nsource_profile = keeper\n${role}`)
}

/** Fetches what `aws eks get-token` signed, as a cluster does. */
async function callerBehind(token: string): Promise<string> {
  const url = Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString('utf8')
  const answer = await fetch(url, { headers: { 'x-k8s-aws-id': 'cluster' } })
  const text = await answer.text()
  return /<Arn>(.*)<\/Arn>/.exec(text)?.[1] ?? text
}

async function tellStory(t: TestContext, command: string): Promise<void> {
  const { as, file, files } = await client(t, command)
  const root = as(ACCOUNT)
  await makeProfiles(root, files)
  const auditor = as('auditor')
  const policy = `file://${file('policy.json', decryptingFor('Auditor'))}`
  const { KeyMetadata: key } = JSON.parse(await root('kms', 'create-key', '--policy', policy))
  const named = ['--key-id', key.KeyId]

  const plaintext = `fileb://${file('wages.txt', 'wages')}`
  const sealing = root('kms', 'encrypt', ...named, '--plaintext', plaintext)
  const [sealed, token, listed] = await Promise.all([
    sealing,
    auditor('eks', 'get-token', '--cluster-name', 'cluster'),
    root('iam', 'list-policies', '--scope', 'AWS', '--page-size', '2'),
    root('iam', 'wait', 'user-exists', '--user-name', 'keeper'),
  ])
  const { Policies } = JSON.parse(listed)
  assert.ok(Policies.length > 2, `${Policies.length} in pages of two`)
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/audit`
  assert.equal(await callerBehind(JSON.parse(token).status.token), session)

  const ciphertext = file('sealed', Buffer.from(JSON.parse(sealed).CiphertextBlob, 'base64'))
  const put = ['--policy-name', 'default', '--policy', policy]
  const [opened, refusal] = await Promise.all([
    auditor('kms', 'decrypt', '--ciphertext-blob', `fileb://${ciphertext}`),
    auditor('kms', 'put-key-policy', ...named, ...put).catch(({ message }: Error) => message),
  ])
  assert.equal(Buffer.from(JSON.parse(opened).Plaintext, 'base64').toString(), 'wages')
  const sentence = deniedTo('Auditor/audit', 'kms:PutKeyPolicy', key.Arn)
  assert.ok(refusal.includes(`(AccessDeniedException) when calling the PutKeyPolicy`), refusal)
  assert.ok(refusal.includes(sentence), refusal)

  const wanted = ['--lookup-attributes', 'AttributeKey=Username,AttributeValue=audit']
  const { Events } = JSON.parse(await root('cloudtrail', 'lookup-events', ...wanted))
  const names = Events.map(({ EventName }: { EventName: string }) => EventName)
  assert.deepEqual(new Set(names), new Set(['GetCallerIdentity', 'PutKeyPolicy', 'Decrypt']))
}

const clis = await awsClis()

if (clis.size === 0) {
  const skip = 'the AWS CLI (aws) is not installed'
  test('the AWS CLI lets a role read what others sealed', { skip }, () => {})
}

for (const [version, command] of clis) {
  const skip = !readsEndpointUrl(version) && `${version} does not read AWS_ENDPOINT_URL`
  test(`${version} lets a role read what others sealed`, { skip }, (t) => tellStory(t, command))
}
