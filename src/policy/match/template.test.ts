import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTemplate, templateMatcher } from './template.ts'

const context = new Map<string, string | string[]>([
  ['aws:username', 'alice'],
  ['aws:tagkeys', ['team']],
  ['aws:principaltag/path', 'a*'],
])
const matches = (pattern: string, text: string, version = '2012-10-17' as const) =>
  templateMatcher(parseTemplate(pattern, version))(text, context)

test('a policy variable stands for the value of its context key, whatever its case', () => {
  assert.equal(matches('home/${aws:username}/*', 'home/alice/x'), true)
  assert.equal(matches('home/${AWS:UserName}/*', 'home/alice/x'), true)
  assert.equal(matches('home/${aws:username}/*', 'home/bob/x'), false)
})

test('a variable without a value matches nothing, unless it has a default', () => {
  assert.equal(matches('${aws:userid}', ''), false)
  assert.equal(matches("${aws:userid, 'nobody'}", 'nobody'), true)
  assert.equal(matches("${aws:username, 'nobody'}", 'alice'), true)
})

test('a set cannot stand for one value', () => {
  assert.equal(matches('${aws:TagKeys}', 'team'), false)
})

test('an escape, and an asterisk in a value, are literal', () => {
  assert.equal(matches('${*}${?}${$}', '*?$'), true)
  assert.equal(matches('${*}', 'anything'), false)
  assert.equal(matches('${aws:PrincipalTag/path}', 'abc'), false)
  assert.equal(matches('${aws:PrincipalTag/path}', 'a*'), true)
})

test('version 2008-10-17 knows no variables', () => {
  const old = templateMatcher(parseTemplate('${aws:username}', '2008-10-17'))
  assert.equal(old('${aws:username}', context), true)
  assert.equal(old('alice', context), false)
})

test('a text that opens variables without end is read in no time', () => {
  const text = '${'.repeat(200_000)
  assert.equal(matches(text, text), true)
})
