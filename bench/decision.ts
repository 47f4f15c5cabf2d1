import { accountRootArn } from '../src/base/arn.ts'
import type { AccountId } from '../src/base/account-id.ts'
import {
  compilePolicy,
  decide,
  readPolicy,
  type AuthorizationRequest,
  type PoliciesInForce,
} from '../src/policy/index.ts'

const account = '111122223333' as AccountId
const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
const adminArn = `arn:aws:iam::${account}:user/admin`

const request: AuthorizationRequest = {
  principal: { type: 'user', arn: adminArn, account, userName: 'admin', uniqueId: 'AIDAEXAMPLE' },
  action: 'kms:Decrypt',
  resource: key,
  resourceAccount: account,
  context: new Map([['aws:sourceip', '192.0.2.1']]),
}

/** A decision by delegation, over a key policy and an IAM policy of so many statements each. */
export function decision(statements: number): () => unknown {
  const others = Array.from({ length: statements - 1 }, (_, index) => ({
    Sid: `Other${index}`,
    Effect: 'Allow',
    Action: ['kms:Encrypt', 'kms:GenerateDataKey*'],
    Resource: `arn:aws:kms:*:${account}:key/other-${index}-*`,
    Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } },
  }))
  const principal = { AWS: accountRootArn(account) }
  const keyPolicy = [
    ...others.map((statement) => ({ ...statement, Principal: principal, Resource: '*' })),
    { Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*' },
  ]
  const identity = [...others, { Effect: 'Allow', Action: 'kms:*', Resource: '*' }]
  const policies: PoliciesInForce = {
    identity: [{ name: 'identity', policy: compile(identity) }],
    serviceControl: [],
    resourceControl: [],
    resource: { name: 'key policy', kind: 'keyPolicy', policy: compile(keyPolicy) },
    grants: [],
  }
  if (decide(request, policies).outcome !== 'allow') throw new Error('the decision is wrong')
  return () => decide(request, policies)
}

function compile(Statement: readonly object[]) {
  const read = readPolicy(JSON.stringify({ Version: '2012-10-17', Statement }))
  if (!('document' in read)) throw new Error('the policy cannot be read')
  return compilePolicy(read.document)
}
