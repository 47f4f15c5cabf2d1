import assert from 'node:assert/strict'
import test from 'node:test'
import { DoctorFailure } from '../failure.ts'
import { printEvidence, type EvidenceFile } from './evidence-file.ts'
import { readEvidence } from './read-evidence.ts'

const good: EvidenceFile = {
  format: 'sparekey-evidence',
  version: 1,
  collectedAt: '2024-05-06T07:08:09.000Z',
  where: {
    account: '111122223333',
    region: 'us-east-1',
    endpoint: null,
    profile: 'admin',
    credentialsFile: null,
  },
  caller: { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/a', userId: 'AIDA1' },
  about: { key: 'alias/payroll' },
  redacted: false,
  answers: [
    {
      service: 'kms',
      operation: 'GetKeyPolicy',
      input: { KeyId: '1' },
      at: '2024-05-06T07:08:09.000Z',
      output: { Policy: '{"a":1,"a":2}' },
    },
    {
      service: 'iam',
      operation: 'GetRole',
      input: { RoleName: 'r' },
      at: '2024-05-06T07:08:10.000Z',
      error: { name: 'AccessDenied', message: 'no' },
    },
  ],
}

const refused = (text: string): string => {
  try {
    readEvidence(text, 'f.json')
  } catch (thrown) {
    assert.ok(thrown instanceof DoctorFailure)
    return thrown.message
  }
  return 'taken'
}
const withMembers = (members: object): string => JSON.stringify({ ...good, ...members })
const withAnswer = (members: object): string =>
  withMembers({ answers: [{ ...good.answers[0], ...members }] })

test('what was printed is read back; documents inside of texts are not looked into', () => {
  assert.deepEqual(readEvidence(printEvidence(good), 'f.json'), good)
})

test('a file of somebody else is told from evidence, and so is a later version', () => {
  for (const text of ['', 'hello', '[]', 'null', '{}', '{"format":"other"}', '{"Records":[]}']) {
    assert.equal(refused(text), '`f.json`: it is no evidence that sparekey has collected')
  }
  const later = '`f.json`: it is of version 2, and this sparekey reads version 1'
  assert.equal(refused(withMembers({ version: 2 })), later)
})

test('a member that stands twice is refused, however it is written', () => {
  const text = printEvidence(good)
  const twice = text.replace('"version": 1', '"version": 1, "version": 1')
  assert.match(refused(twice), /has the member "version" twice in one object/)
  const escaped = text.replace('"KeyId":"1"', '"KeyId":"1","Key\\u0049d":"2"')
  assert.match(refused(escaped), /has the member "KeyId" twice/)
  // The same name in two objects is nothing.
  assert.equal(refused(withAnswer({ input: { a: { x: 1 }, b: { x: 1 } } })), 'taken')
  assert.equal(refused(withAnswer({ input: { 'a\\': '"', b: '\\":' } })), 'taken')
})

test('what nests without an end is refused, and does not overflow anything', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const text = printEvidence(good).replace('"KeyId":"1"', `"KeyId":${deep}`)
  assert.match(refused(text), /nests deeper than 64 levels/)
})

test('every member must be what it must be', () => {
  const where = good.where
  for (const members of [
    { collectedAt: 'yesterday' },
    { where: { ...where, account: '1' } },
    { where: { ...where, region: 'us-east-1; rm' } },
    { where: { ...where, endpoint: 'file:///etc/passwd' } },
    { where: { ...where, endpoint: 'http://a b' } },
    { where: { ...where, profile: 'a\u001B[2J' } },
    { caller: { ...good.caller, arn: 'me' } },
    { about: null },
    { redacted: 'no' },
    { answers: {} },
  ]) {
    const [name = ''] = Object.keys(members)
    assert.match(refused(withMembers(members)), new RegExp(name), JSON.stringify(members))
  }
})

test('every answer must have a question, and one of output and error', () => {
  for (const members of [
    { service: 'KMS!' },
    { operation: 'get' },
    { input: 'x' },
    { at: 'now' },
    { output: undefined },
    { error: { name: 'A', message: 'b' } },
    { output: { Policy: 'a\u001B]0;title\u0007' } },
    { input: { '\u001B[2J': 1 } },
    { as: 1 },
  ]) {
    assert.match(refused(withAnswer(members)), /`answers\[0\]` is not/, JSON.stringify(members))
  }
  assert.match(refused(withMembers({ answers: [null] })), /`answers\[0\]`/)
})

test('a member called __proto__ is a member like others', () => {
  const text = printEvidence(good).replace('"KeyId":"1"', '"__proto__":{"format":"x"}')
  assert.equal(refused(text), 'taken')
  assert.equal((Object.prototype as { format?: string }).format, undefined)
})
