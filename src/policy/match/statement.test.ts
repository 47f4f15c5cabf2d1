import assert from 'node:assert/strict'
import test from 'node:test'
import { compilePolicy } from '../compile.ts'
import { questionOf } from '../question.ts'
import { readPolicyJson } from '../read-policy.ts'
import { type Attachment, meetingOf } from './statement.ts'

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

/** Whether a statement about the tag `team` is met, where only identities are told of tags. */
function meets(attachment: Attachment): boolean {
  const Condition = { StringEquals: { 'aws:ResourceTag/team': 'payroll' } }
  const Principal = attachment === 'identity' ? {} : { Principal: '*' }
  const Statement = { Effect: 'Allow', ...Principal, Action: '*', Resource: '*', Condition }
  const read = readPolicyJson({ Version: '2012-10-17', Statement })
  assert.ok('document' in read)
  const [statement] = compilePolicy(read.document).statements
  assert.ok(statement)
  const question = questionOf({
    principal: { type: 'anonymous', arn: '*', account: undefined },
    action: 'kms:DescribeKey',
    resource: arn,
    resourceAccount: '111122223333',
    context: new Map(),
    identityContext: new Map([['aws:resourcetag/team', 'payroll']]),
  })
  return meetingOf(statement, question, attachment) !== undefined
}

test('what only identities are told, their policies see and those of resources do not', () => {
  assert.equal(meets('identity'), true)
  assert.equal(meets('resource'), false)
  assert.equal(meets('trust'), false)
})
