// The rehearsals beside the article's: each locks somebody out, and its remedy lets them in again.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { IAMClient } from '@aws-sdk/client-iam'
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { askStack } from '../../src/lab/stack.ts'
import { playedKey } from '../../src/lab/keys.ts'
import { STORIES } from '../../src/lab/stories.ts'
import type { Part } from '../../src/lab/story.ts'
import { helpWords } from '../../src/cli/words/help.ts'
import { readCredentialsFile } from '../fixtures/credentials-file.ts'
import { startWorld, type Credentials, type TestWorld } from '../fixtures/world.ts'
import { sparekey } from './sparekey.ts'

let world: TestWorld
before(async () => {
  world = await startWorld()
})
after(() => world.close())

async function credentialsOf({ profile, roleArn }: Part): Promise<Credentials> {
  const user = (await readCredentialsFile(`${world.data}/credentials`)).get(profile)
  assert.ok(user, profile)
  if (roleArn === undefined) return user
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test' })
  const { Credentials: given } = await world.client(STSClient, user).send(command)
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  }
}

test('the program offers every rehearsal, in both languages', () => {
  const names = STORIES.map(({ name }) => name)
  for (const language of ['en', 'ja'] as const) {
    assert.deepEqual(Object.keys(helpWords(language).rehearsals), names)
  }
})

for (const { name, keyAlias, lockedOut, rescuer, repair } of STORIES) {
  test(`${name}: locked out, and in again`, async () => {
    const played = await sparekey(['lab', name, '--endpoint', world.endpoint])
    assert.equal(played.code, 0, played.stderr)
    assert.match(played.stdout, /AccessDeniedException/)
    const again = await sparekey(['lab', name, '--endpoint', world.endpoint])
    assert.match(again.stdout, /Played here already/)

    const stack = await askStack(world.endpoint)
    assert.ok(stack)
    const KeyId = await playedKey({ stack, root: world.root() }, keyAlias)
    assert.ok(KeyId)
    const read = new GetKeyPolicyCommand({ KeyId })
    const locked = world.client(KMSClient, await credentialsOf(lockedOut))
    await assert.rejects(locked.send(read), { name: 'AccessDeniedException' })
    // The question that the rehearsal ends with; the answer is never that access works.
    const [, words = ''] = /doctor (.+)$/m.exec(played.stdout) ?? []
    const asked = await sparekey(['doctor', ...words.split(' ')])
    assert.equal(asked.code, 2, asked.stdout)
    assert.doesNotMatch(asked.stdout, /may use kms:/)
    const other = await credentialsOf(rescuer)
    const [kms, iam] = [world.client(KMSClient, other), world.client(IAMClient, other)]
    await repair({ kms, iam }, KeyId)
    assert.match((await locked.send(read)).Policy ?? '', /Statement/)
  })
}
