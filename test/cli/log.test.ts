// The log of a stack: lines of JSON, one a request, and no secret in any of them.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { cleanEnvironment, LAUNCHER, scratch, stop } from './sparekey.ts'

/** A stack whose log is kept: `end` stops it and answers the log. */
async function loggedStack(t: TestContext) {
  const data = join(scratch(t), 'data')
  const flags = ['--json', '--port', '0', '--data', data, '--no-console', '--log-level', 'info']
  const child = spawn(process.execPath, [LAUNCHER, 'serve', ...flags], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => stop(child))
  let text = ''
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const [ready] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { endpoint, credentialsFile } = JSON.parse(ready)
  const root = (await readCredentialsFile(credentialsFile)).get(ACCOUNT)
  assert.ok(root)
  const at = { endpoint, region: 'us-east-1', credentials: root, maxAttempts: 1 }
  const end = async (): Promise<string> => {
    await stop(child)
    return text
  }
  return { at, root, end }
}

type Stack = Awaited<ReturnType<typeof loggedStack>>

/** Answers the id of the Encrypt request, and everything that must not be in a log. */
async function useSecrets({ at, root }: Stack) {
  const kms = new KMSClient(at)
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const KeyId = KeyMetadata?.KeyId
  const Plaintext = Buffer.from('planted plaintext of a customer')
  const { CiphertextBlob = new Uint8Array(), $metadata } = await kms.send(
    new EncryptCommand({ KeyId, Plaintext }),
  )
  await kms.send(new DecryptCommand({ CiphertextBlob }))
  const tooMuch = Buffer.alloc(5000, 'planted')
  await assert.rejects(kms.send(new EncryptCommand({ KeyId, Plaintext: tooMuch })))
  const iam = new IAMClient(at)
  await iam.send(new CreateUserCommand({ UserName: 'alice' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }))
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {}
  const alice = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }
  const sts = new STSClient({ ...at, credentials: alice })
  const { Credentials } = await sts.send(new GetSessionTokenCommand({}))
  const wrong = { ...root, secretAccessKey: 'planted-wrong-secret-access-key' }
  await assert.rejects(new KMSClient({ ...at, credentials: wrong }).send(new CreateKeyCommand({})))
  const secrets = [
    'planted',
    ...[Plaintext, CiphertextBlob].map((bytes) => Buffer.from(bytes).toString('base64')),
    root.secretAccessKey,
    SecretAccessKey,
    Credentials?.SecretAccessKey,
    Credentials?.SessionToken,
  ]
  return { requestId: $metadata.requestId, secrets }
}

test('at level info every request leaves one line, and no secret is in the log', async (t) => {
  const stack = await loggedStack(t)
  const { requestId, secrets } = await useSecrets(stack)
  const text = await stack.end()
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const requests = lines.filter(({ msg }) => msg === 'request')
  assert.deepEqual(
    requests.map(({ service, operation, code }) => `${service} ${operation} ${code}`),
    [
      ...[
        'kms CreateKey OK',
        'kms Encrypt OK',
        'kms Decrypt OK',
        'kms Encrypt ValidationException',
      ],
      ...['iam CreateUser OK', 'iam CreateAccessKey OK', 'sts GetSessionToken OK'],
      'kms CreateKey InvalidSignatureException',
    ],
  )
  const [, { time, ms, ...encrypt }] = requests
  assert.deepEqual(encrypt, {
    ...{ level: 'info', requestId, service: 'kms', operation: 'Encrypt', code: 'OK', status: 200 },
    ...{ region: 'us-east-1', account: ACCOUNT, principal: `arn:aws:iam::${ACCOUNT}:root` },
    ...{ sourceIp: '127.0.0.1', msg: 'request' },
  })
  assert.match(time, /^\d{4}-\d\d-\d\dT/)
  assert.ok(ms > 0)
  for (const secret of secrets) assert.ok(secret && !text.includes(secret), `it holds ${secret}`)
})
