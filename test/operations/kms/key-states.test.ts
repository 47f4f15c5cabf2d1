// What the state of a key allows: every operation in every state that requests bring a key into.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import { operations } from '../../../src/services/kms/operations/index.ts'
import type { XksWorld } from './external-key-store.ts'
import { newStore, startXksWorld } from './external-key-store.ts'
import { refusalOf } from './fixture.ts'
import { CALLS } from './key-state-calls.ts'
import type { Kind, State, Subject } from './key-state-subjects.ts'
import { STATES, Subjects } from './key-state-subjects.ts'

let stack: XksWorld
let subjects: Subjects

before(async () => {
  stack = await startXksWorld()
  subjects = new Subjects(stack, await newStore(stack, 'states'))
})
after(() => stack.close())

const invalid = (rest: string) => `KMSInvalidStateException: ${rest}`
const origin = (of: string) =>
  `UnsupportedOperationException: ARN origin is ${of} which is not valid for this operation.`

const OUTCOMES: Readonly<Record<string, string>> = {
  ok: 'ok',
  off: 'DisabledException: ARN is disabled.',
  del: invalid('ARN is pending deletion.'),
  rep: invalid('ARN is pending replica deletion.'),
  imp: invalid('ARN is pending import.'),
  una: invalid(
    'This KMS key is in a custom key store that is not connected to its external key store ' +
      'proxy. Connect the external key store and try the request again.',
  ),
  cre: invalid('ARN is creating.'),
  upd: invalid('ARN is updating.'),
  not: invalid('ARN is not pending deletion.'),
  own: origin('AWS_KMS'),
  ext: origin('EXTERNAL'),
  xks: origin('EXTERNAL_KEY_STORE'),
}

/** AWS's table: a word for each of STATES, `-` where there is nothing to try. */
const TABLE: Readonly<Record<string, string>> = {
  CancelKeyDeletion: '     not not ok  ok  not not not not',
  CreateAlias: '           ok  ok  del rep ok  ok  ok  ok',
  CreateGrant: '           ok  off del rep imp ok  cre ok',
  Decapsulate: '           ok  off del rep -   -   cre ok',
  Decrypt: '               ok  off del rep imp una cre ok',
  DeleteAlias: '           ok  ok  ok  ok  ok  ok  ok  ok',
  DeleteImportedKeyMaterial: 'ok ok ok ok  ok  -   cre upd',
  'DeleteImportedKeyMaterial of others': 'own own own own - xks own own',
  DeriveSharedSecret: '    ok  off del rep imp -   cre ok',
  DescribeKey: '           ok  ok  ok  ok  ok  ok  ok  ok',
  DisableKey: '            ok  ok  del rep imp ok  cre upd',
  DisableKeyRotation: '    ok  off del rep ext xks cre ok',
  EnableKey: '             ok  ok  del rep imp ok  cre upd',
  EnableKeyRotation: '     ok  off del rep ext xks cre ok',
  Encapsulate: '           ok  off del rep -   -   cre ok',
  Encrypt: '               ok  off del rep imp una cre ok',
  GenerateDataKey: '       ok  off del rep imp una cre ok',
  GenerateDataKeyPair: '   ok  off del rep imp una cre ok',
  GenerateDataKeyPairWithoutPlaintext: 'ok off del rep imp una cre ok',
  GenerateDataKeyWithoutPlaintext: 'ok off del rep imp una cre ok',
  GenerateMac: '           ok  off del rep imp -   cre ok',
  GetKeyLastUsage: '       ok  ok  ok  ok  ok  ok  ok  ok',
  GetKeyPolicy: '          ok  ok  ok  ok  ok  ok  ok  ok',
  GetKeyRotationStatus: '  ok  ok  ok  ok  ext xks ok  ok',
  GetParametersForImport: 'ok  ok  del rep ok  -   cre upd',
  'GetParametersForImport of others': 'own own own own - xks own own',
  GetPublicKey: '          ok  off del rep imp -   cre ok',
  ImportKeyMaterial: '     ok  ok  del rep ok  -   cre ok',
  'ImportKeyMaterial of others': 'own own own own - xks own own',
  ListAliases: '           ok  ok  ok  ok  ok  ok  ok  ok',
  ListGrants: '            ok  ok  ok  ok  ok  ok  ok  ok',
  ListKeyPolicies: '       ok  ok  ok  ok  ok  ok  ok  ok',
  ListKeyRotations: '      ok  ok  ok  ok  ok  xks ok  ok',
  ListResourceTags: '      ok  ok  ok  ok  ok  ok  ok  ok',
  PutKeyPolicy: '          ok  ok  ok  ok  ok  ok  ok  ok',
  ReEncrypt: '             ok  off del rep imp una cre ok',
  ReplicateKey: '          ok  off del rep imp -   cre upd',
  // A key that is being created has no grant yet.
  RetireGrant: '           ok  ok  ok  ok  ok  ok  -   ok',
  RevokeGrant: '           ok  ok  ok  ok  ok  ok  -   ok',
  RotateKeyOnDemand: '     ok  off del rep imp xks cre upd',
  ScheduleKeyDeletion: '   ok  ok  del rep ok  ok  ok  upd',
  Sign: '                  ok  off del rep imp -   cre ok',
  TagResource: '           ok  ok  del rep ok  ok  ok  ok',
  UntagResource: '         ok  ok  del rep ok  ok  ok  ok',
  UpdateAlias: '           ok  ok  del rep ok  ok  ok  ok',
  UpdateKeyDescription: '  ok  ok  del rep ok  ok  ok  ok',
  UpdatePrimaryRegion: '   ok  off del rep imp -   cre ok',
  Verify: '                ok  off del rep imp -   cre ok',
  VerifyMac: '             ok  off del rep imp -   cre ok',
}

/** They know no key whose state could matter. */
const WITHOUT_KEY = [
  ...['CreateKey', 'GenerateRandom', 'ListKeys', 'ListRetirableGrants'],
  ...['ConnectCustomKeyStore', 'CreateCustomKeyStore', 'DeleteCustomKeyStore'],
  ...['DescribeCustomKeyStores', 'DisconnectCustomKeyStore', 'UpdateCustomKeyStore'],
]

const wordOf = (row: string, state: State): string =>
  row.trim().split(/ +/)[STATES.indexOf(state)] ?? 'missing'

async function outcomeOf(command: object, { arn }: Pick<Subject, 'arn'>): Promise<string> {
  try {
    await stack.kms.send(command as never)
    return 'ok'
  } catch (error) {
    const { code, message } = await refusalOf(Promise.reject(error as Error))
    return `${code}: ${message.replace(arn, 'ARN')}`
  }
}

const NAME_END = / .*/

/** Whether the key is as it was before. */
const leavesKeyAlone = (name: string, outcome: string): boolean => {
  const operation = operations[name.replace(NAME_END, '')]
  return outcome !== 'ok' || operation?.readOnly === true
}

/** So long a key may be asked after it was made: two of the states pass by themselves. */
const SUBJECT_MS = 1000

async function tryAll(kind: Kind, state: State): Promise<void> {
  let subject: Subject | undefined
  let madeAt = 0
  for (const [name, call] of Object.entries(CALLS[kind])) {
    const word = wordOf(TABLE[name] ?? '', state)
    if (word === '-') continue
    if (!subject || Date.now() - madeAt > SUBJECT_MS) {
      subject = await subjects.make(kind, state)
      madeAt = Date.now()
    }
    assert.ok(subject, `${name} is not to be tried with a key that is ${state}`)
    const outcome = await outcomeOf(call(subject), subject)
    assert.equal(outcome, OUTCOMES[word], `${name} with a key that is ${state}`)
    if (!leavesKeyAlone(name, outcome)) subject = undefined
  }
}

for (const state of STATES) {
  test(`what AWS lets a key do that is ${state}, it does, and nothing else`, async () => {
    for (const kind of Object.keys(CALLS) as Kind[]) await tryAll(kind, state)
  })
}

test('every operation with a key is tried', () => {
  const tried = Object.values(CALLS).flatMap((calls) => Object.keys(calls))
  assert.deepEqual(tried.toSorted(), Object.keys(TABLE).toSorted())
  const named = new Set([...tried.map((name) => name.replace(NAME_END, '')), ...WITHOUT_KEY])
  assert.deepEqual([...named].toSorted(), Object.keys(operations).toSorted())
})

test('a source key that is disabled is not re-encrypted from either', async () => {
  const [source, destination] = [
    await subjects.make('symmetric', 'Disabled'),
    await subjects.make('symmetric', 'Enabled'),
  ]
  assert.ok(source && destination)
  const { CiphertextBlob } = source
  const input = { CiphertextBlob, DestinationKeyId: destination.KeyId }
  assert.equal(await outcomeOf(new Kms.ReEncryptCommand(input), source), OUTCOMES['off'])
})
