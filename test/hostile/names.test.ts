// ARNs, ids and aliases that look like others: a name is the name of one thing, byte for byte.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import { allow, ACCOUNT, OTHER_ACCOUNT, startWorld, type TestWorld } from '../fixtures/world.ts'

let world: TestWorld
let kms: Kms.KMSClient
let KeyId: string
let Arn: string
before(async () => {
  world = await startWorld()
  kms = world.client(Kms.KMSClient)
  const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({}))
  KeyId = KeyMetadata?.KeyId ?? ''
  Arn = KeyMetadata?.Arn ?? ''
  await kms.send(new Kms.CreateAliasCommand({ AliasName: 'alias/payroll', TargetKeyId: KeyId }))
})
after(() => world.close())

const describe = (name: string) => kms.send(new Kms.DescribeKeyCommand({ KeyId: name }))

/** Turns a text into one that a person would take for it. */
const LOOK_ALIKES: Readonly<Record<string, (text: string) => string>> = {
  'a Cyrillic a': (text) => text.replace('a', '\u0430'),
  'another case': (text) => text.toUpperCase(),
  'a space before': (text) => ` ${text}`,
  'a space behind': (text) => `${text} `,
  'a line break behind': (text) => `${text}\n`,
  'a zero byte behind': (text) => `${text}\0`,
  'a zero-width space': (text) => `${text}\u200b`,
  'a zero-width joiner inside': (text) => `${text.slice(0, 8)}\u200d${text.slice(8)}`,
  'a soft hyphen inside': (text) => `${text.slice(0, 8)}\u00ad${text.slice(8)}`,
  'text from right to left': (text) => `\u202e${text}`,
  'full-width digits': (text) =>
    text.replace(/\d|l/, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  'percent-encoding': (text) => text.replace('a', '%61'),
  'a wildcard': (text) => `${text.slice(0, -1)}*`,
  'a question mark': (text) => `${text.slice(0, -1)}?`,
  'a slash behind': (text) => `${text}/`,
  'a dot segment': (text) => text.replace(/\/?(?=[^/]*$)/, '/../'),
}

for (const [what, change] of Object.entries(LOOK_ALIKES)) {
  test(`${what} makes another name of an id, an ARN and an alias`, async () => {
    for (const name of [KeyId, Arn, 'alias/payroll', Arn.replace(/key\/.*/, 'alias/payroll')]) {
      const other = change(name)
      if (other === name) continue
      await assert.rejects(
        describe(other),
        ({ $metadata }: Kms.KMSServiceException) => $metadata.httpStatusCode === 400,
        `${JSON.stringify(other)} is ${name}`,
      )
    }
  })
}

test('no alias can be made that a person would take for another', async () => {
  for (const change of Object.values(LOOK_ALIKES)) {
    const AliasName = change('alias/payroll')
    // Other letters of ASCII are another name, which everybody sees.
    if (/^alias\/[\w/-]+$/.test(AliasName)) continue
    const create = new Kms.CreateAliasCommand({ AliasName, TargetKeyId: KeyId })
    await assert.rejects(kms.send(create), JSON.stringify(AliasName))
  }
  const AWS = ['alias/aws/payroll', 'alias/AWS/payroll', 'alias/', 'alias//', 'payroll']
  for (const AliasName of AWS) {
    const made = kms.send(new Kms.CreateAliasCommand({ AliasName, TargetKeyId: KeyId }))
    if (/^alias\/(AWS\/payroll|\/)$/.test(AliasName)) await made
    else await assert.rejects(made, AliasName)
  }
})

test('an ARN of another partition, service, Region or account is no name of this key', async () => {
  for (const other of [
    Arn.replace('arn:aws:', 'arn:aws-cn:'),
    Arn.replace(':kms:', ':s3:'),
    Arn.replace('us-east-1', 'eu-west-1'),
    Arn.replace('us-east-1', ''),
    Arn.replace(ACCOUNT, ''),
    Arn.replace(ACCOUNT, OTHER_ACCOUNT),
    Arn.replace(ACCOUNT, `${ACCOUNT}0`),
    Arn.replace(ACCOUNT, '0'.repeat(12)),
    Arn.replace('key/', 'key:'),
    Arn.replace('key/', 'key//'),
    Arn.replace('key/', 'Key/'),
    `${Arn}:${Arn}`,
    `${'arn:'.repeat(500)}`,
  ]) {
    await assert.rejects(describe(other), ({ $metadata }: Kms.KMSServiceException) => {
      return $metadata.httpStatusCode === 400
    })
  }
})

test('a policy for one name is not one for its look-alikes', async () => {
  const others = [Arn.toUpperCase(), `${Arn} `, `${Arn}/`, Arn.replace('key', 'k\u00e9y')]
  for (const [index, Resource] of others.entries()) {
    const user = await world.user(`user${index}`, allow('kms:*', Resource))
    const call = world.client(Kms.KMSClient, user).send(new Kms.DescribeKeyCommand({ KeyId }))
    await assert.rejects(call, { name: 'AccessDeniedException' })
  }
})
