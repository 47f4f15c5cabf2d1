import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCases } from './cases.ts'

const request = {
  principal: 'arn:aws:iam::111122223333:user/Alice',
  action: 'kms:ListKeys',
  resource: '*',
}
const line = (more: Record<string, unknown>) => JSON.stringify({ id: 'one', request, ...more })

function only(file: string) {
  const run = runCases(file)
  assert.ok('results' in run, JSON.stringify(run))
  const [result] = run.results
  assert.equal(run.results.length, 1)
  assert.ok(result)
  return result
}

test('comments and blank lines are skipped, members that are not known are ignored', () => {
  const result = only(`# a comment\n\n${line({ expect: 'implicitDeny', mood: 'good' })}\n`)
  assert.equal(result.pass, true)
})

test('a case that comes out otherwise fails, unless the other answer is expected also', () => {
  const { pass, got, expect } = only(line({ expect: 'allow' }))
  assert.deepEqual({ pass, got, expect }, { pass: false, got: 'implicitDeny', expect: 'allow' })
  assert.equal(only(line({ expect: 'allow', expectAlso: ['implicitDeny'] })).pass, true)
})

test('a case that is not understood fails with the reason', () => {
  const cases: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ expect: 'allow', request: 1 }, /`request` is not an object/],
    [{}, /`expect` is missing/],
    [{ expect: 'allow', request: { ...request, principal: 'Alice' } }, /`Alice`/],
    [{ expect: 'allow', resourcePolicy: { Statement: 1 } }, /resourcePolicy: Statement/],
    [{ expect: 'allow', identityPolicies: [{ policy: {} }] }, /`name` is missing/],
    [{ expect: 'allow', serviceControlPolicies: [{}] }, /list of levels/],
  ]
  for (const [more, reason] of cases) {
    const { pass, got, note } = only(line(more))
    assert.deepEqual({ pass, got }, { pass: false, got: 'notUnderstood' })
    assert.match(note ?? '', reason)
  }
})

test('a line that is not JSON ends the run with its place', () => {
  const run = runCases(`# one\n{"id": }\n`)
  assert.deepEqual(run, { line: 2, column: 8, says: 'a value expected' })
})

test('a policy given as text keeps its positions', () => {
  const policy = '{\n"Statement":\n{"Effect":"Allow","Action":"kms:*","Resource":"*"}}'
  const result = only(line({ expect: 'allow', identityPolicies: [{ name: 'p', policy }] }))
  assert.deepEqual(result.because, [{ policy: 'p', statement: 0, sid: undefined, line: 2 }])
})

test('a bare role ARN stands for any session of the role', () => {
  const role = 'arn:aws:iam::111122223333:role/team/Admin'
  const resourcePolicy = {
    Statement: { Effect: 'Allow', Principal: { AWS: role }, Action: 'kms:*', Resource: '*' },
  }
  const asked = { ...request, principal: role, resourceAccount: '111122223333' }
  assert.equal(only(line({ expect: 'allow', request: asked, resourcePolicy })).pass, true)
})
