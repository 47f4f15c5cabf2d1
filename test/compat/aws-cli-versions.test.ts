// Every AWS CLI of this machine, brought to the stack by `--endpoint-url`, which all versions know.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { run, scratch } from '../cli/sparekey.ts'
import { awsClis } from './installed.ts'
import { decryptingFor, served } from './story.ts'

async function cliOf(t: TestContext, command: string) {
  const { endpoint, env } = await served(t)
  const aws = (...words: readonly string[]) =>
    run(command, ['--endpoint-url', endpoint, ...words], env)
  const json = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await aws(...words)
    assert.equal(code, 0, stderr)
    return JSON.parse(stdout || 'null')
  }
  return { aws, json }
}

const clis = await awsClis()
if (clis.size === 0)
  test('the AWS CLI: skipped, it is not installed', { skip: true }, () => undefined)

for (const [version, command] of clis) {
  test(`${version} makes a key, seals with it and is told why it is refused`, async (t) => {
    const { aws, json } = await cliOf(t, command)
    const { Arn } = await json('sts', 'get-caller-identity')
    assert.equal(Arn, 'arn:aws:iam::111122223333:root')
    const { KeyMetadata } = await json('kms', 'create-key')
    const key = ['--key-id', KeyMetadata.KeyId]
    const wages = join(scratch(t), 'wages')
    writeFileSync(wages, 'wages')
    const sealed = await json('kms', 'encrypt', ...key, '--plaintext', `fileb://${wages}`)
    const blob = join(scratch(t), 'blob')
    writeFileSync(blob, Buffer.from(sealed.CiphertextBlob, 'base64'))
    const opened = await json('kms', 'decrypt', '--ciphertext-blob', `fileb://${blob}`)
    assert.equal(Buffer.from(opened.Plaintext, 'base64').toString(), 'wages')

    const policy = ['--policy-name', 'default', '--policy', decryptingFor('Nobody')]
    const refused = await aws('kms', 'put-key-policy', ...key, ...policy)
    assert.match(refused.stderr, /\(MalformedPolicyDocumentException\).*invalid principals/)
    const { Policy } = await json('kms', 'get-key-policy', ...key, '--policy-name', 'default')
    assert.equal(JSON.parse(Policy).Statement[0].Sid, 'Enable IAM User Permissions')

    const attribute = 'AttributeKey=EventName,AttributeValue=PutKeyPolicy'
    const { Events } = await json('cloudtrail', 'lookup-events', '--lookup-attributes', attribute)
    const { errorCode } = JSON.parse(Events[0].CloudTrailEvent)
    assert.equal(errorCode, 'MalformedPolicyDocumentException')
    const { Users } = await json('iam', 'list-users')
    assert.deepEqual(Users, [])
  })
}
