// `sparekey audit` and `sparekey who-can` as they are typed.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { EnableKeyRotationCommand, KMSClient } from '@aws-sdk/client-kms'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { largeAccount } from '../fixtures/large-account.ts'
import { scratch, serveStack, sparekey } from './sparekey.ts'

test('an audit and who-can, from the command line', async (t) => {
  const folder = scratch(t)
  const seed = join(folder, 'seed.json')
  writeFileSync(seed, largeAccount({ roles: 10, users: 2, keys: 8 }))
  const { endpoint, credentialsFile } = await serveStack(t, ['--seed', seed])
  await rotate('10000001-12ab-34cd-56ef-1234567890ab', endpoint, credentialsFile)
  const place = ['--endpoint', endpoint, '--profile', ACCOUNT]
  const page = join(folder, 'audit.html')

  const text = await sparekey(['audit', ...place, '--html', page])
  assert.equal(text.code, 2, text.stderr)
  assert.match(
    text.stdout,
    /^Keys: 8, with findings: 7 \(2 MEDIUM, 7 NOTE\)\. Access keys: 1 HIGH/m,
  )
  assert.match(text.stdout, /^MEDIUM {4}alias\/key0 +no delegation to the account$/m)
  assert.match(text.stdout, /^fine {6}alias\/key1$/m)
  assert.match(readFileSync(page, 'utf8'), /<html lang="en">/)
  assert.ok(text.stderr.includes(page))

  const lenient = await sparekey(['audit', ...place, '--fail-on', 'critical', '--json'])
  assert.equal(lenient.code, 0, lenient.stderr)
  const said = JSON.parse(lenient.stdout) as Record<string, unknown>
  // The stack's root user has an access key.
  assert.deepEqual(said.summary, { critical: 0, high: 1, medium: 2, low: 0, note: 7 })

  const sarif = await sparekey(['audit', ...place, '--format', 'sarif', '--lang', 'ja'])
  assert.match(sarif.stdout, /"text": "アカウントへの委任なし"/)

  const who = await sparekey(['who-can', 'change-policy', 'alias/key1', ...place, '--via-roles'])
  assert.equal(who.code, 0, who.stderr)
  assert.match(who.stdout, /^ {2}role\/role1\n {6}may be assumed by: user\/user1$/m)

  const wrong = await sparekey(['who-can', 'kms:Nothing', 'alias/key1', ...place])
  assert.equal(wrong.code, 1)
  assert.match(wrong.stderr, /hint: or one of: read-policy, change-policy, use/)

  const both = await sparekey(['audit', ...place, '--all-regions', '--region', 'eu-west-1'])
  assert.equal(both.code, 1)
})

/** Of the others it is noted that they are not rotated. */
async function rotate(KeyId: string, endpoint: string, credentialsFile: string): Promise<void> {
  const credentials = (await readCredentialsFile(credentialsFile)).get(ACCOUNT)
  if (credentials === undefined) throw new Error(`no credentials of ${ACCOUNT}`)
  const kms = new KMSClient({ endpoint, region: 'us-east-1', credentials })
  await kms.send(new EnableKeyRotationCommand({ KeyId }))
  kms.destroy()
}
