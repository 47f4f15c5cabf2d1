import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { scratch, serveStack, sparekey, type Stack } from './sparekey.ts'

const KEY = 'alias/none'

/** Where the doctor went, and as whom; there is no such key. */
async function whereOf(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr } = await sparekey(['doctor', KEY, '--json', ...args], env)
  // On a busy machine it says there that it goes on.
  assert.notEqual(stdout, '', stderr)
  const [{ where, request }] = JSON.parse(stdout)
  return { ...where, principal: request.principal }
}

const root = { AWS_PROFILE: '111122223333' }

test('AWS_ENDPOINT_URL is honoured, and --endpoint wins over it', async (t) => {
  const { endpoint } = await serveStack(t)
  assert.equal((await whereOf([], { ...root, AWS_ENDPOINT_URL: endpoint })).endpoint, endpoint)
  const elsewhere = { ...root, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }
  assert.equal((await whereOf(['--endpoint', endpoint], elsewhere)).endpoint, endpoint)
})

test('a profile that only the stack knows is taken from its file', async (t) => {
  const { endpoint, credentialsFile } = await serveStack(t)
  const where = await whereOf(['--endpoint', endpoint, '--profile', '111122223333'])
  assert.equal(where.credentialsFile, credentialsFile)
  assert.equal(where.principal, 'arn:aws:iam::111122223333:root')
})

test("a profile that the person's own files know is theirs", async (t) => {
  const stack = await serveStack(t)
  const where = await whereOf(['--endpoint', stack.endpoint, '--profile', '111122223333'], {
    AWS_SHARED_CREDENTIALS_FILE: ownFile(join(scratch(t), 'credentials'), stack),
  })
  assert.equal(where.credentialsFile, undefined)
})

function ownFile(file: string, { endpoint }: Stack): string {
  const lines = ['[111122223333]', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE']
  writeFileSync(file, [...lines, `aws_secret_access_key = ${endpoint}`, ''].join('\n'))
  return file
}

test('the Region is the one asked for, or the environment has, or the stack', async (t) => {
  const { endpoint } = await serveStack(t, ['--region', 'eu-west-1'])
  const at = ['--endpoint', endpoint]
  assert.equal((await whereOf(at, root)).region, 'eu-west-1')
  assert.equal(
    (await whereOf(at, { ...root, AWS_DEFAULT_REGION: 'sa-east-1' })).region,
    'sa-east-1',
  )
  assert.equal((await whereOf([...at, '--region', 'us-west-2'], root)).region, 'us-west-2')
})

test('the root access key can be fixed', async (t) => {
  const key = {
    SPAREKEY_ROOT_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    SPAREKEY_ROOT_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY',
  }
  const { endpoint } = await serveStack(t, ['--no-credentials-file'], key)
  const { principal } = await whereOf(['--endpoint', endpoint], {
    AWS_ACCESS_KEY_ID: key.SPAREKEY_ROOT_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: key.SPAREKEY_ROOT_SECRET_ACCESS_KEY,
  })
  assert.equal(principal, 'arn:aws:iam::111122223333:root')
})

test('several accounts have several root users', async (t) => {
  const { endpoint } = await serveStack(t, ['--account', '111122223333', '444455556666'])
  const other = await whereOf(['--endpoint', endpoint, '--profile', '444455556666'])
  assert.equal(other.account, '444455556666')
})
