import type { AccountId } from '../src/base/account-id.ts'
import { accountRootArn } from '../src/base/arn.ts'
import { type AuthorizationRequest, defaultKeyPolicy } from '../src/policy/index.ts'

const account = '111122223333' as AccountId
const root = { AWS: accountRootArn(account) }
const arn = `arn:aws:iam::${account}:user/admin`
const pair = { AWS: [arn, `arn:aws:iam::${account}:role/deploy/Application`] }

export const request: AuthorizationRequest = {
  principal: { type: 'user', arn, account, userName: 'admin', uniqueId: 'AIDACKCEVSQ6C2EXAMPLE' },
  action: 'kms:Decrypt',
  resource: `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  resourceAccount: account,
  context: new Map([
    ['aws:principalarn', arn],
    ['aws:sourceip', '192.0.2.1'],
    ['kms:calleraccount', account],
    ['kms:viaservice', 's3.us-east-1.amazonaws.com'],
  ]),
}

type Statement = Readonly<Record<string, unknown>>

const text = (...Statement: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement })

/** Every document in force, as text. */
export interface World {
  readonly key: string
  readonly identities: readonly string[]
  readonly boundary?: string
  readonly session?: string
  readonly serviceControl?: readonly string[]
}

const everything = { Effect: 'Allow', Action: 'kms:*', Resource: '*' }
const delegation = { ...everything, Principal: root }
const keyUse = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*']
const keyAdministration = [
  ['kms:Create*', 'kms:Describe*', 'kms:Enable*', 'kms:List*', 'kms:Put*', 'kms:Update*'],
  ['kms:Revoke*', 'kms:Disable*', 'kms:Get*', 'kms:Delete*', 'kms:TagResource'],
].flat()

/** What a statement that does not let the request pass is ruled out by. */
export type RuledOutBy = 'action' | 'principal' | 'condition'

function others(count: number, by: RuledOutBy): readonly Statement[] {
  return Array.from({ length: count }, (_, index) => ({
    Effect: 'Allow',
    Action: by === 'action' ? ['kms:Encrypt', 'kms:GenerateDataKey*'] : keyUse,
    Resource: '*',
    ...(by === 'condition' && {
      Condition: { StringEquals: { 'kms:ViaService': `service${index}.us-east-1.amazonaws.com` } },
    }),
  }))
}

/** For a key policy: each for a role of its own, or all for the account. */
const named = (statements: readonly Statement[], by: RuledOutBy): readonly Statement[] =>
  statements.map((statement, index) => ({
    ...statement,
    Principal: by === 'principal' ? { AWS: `arn:aws:iam::${account}:role/r${index}` } : root,
  }))

/** So many statements in the key policy and in an IAM policy, all but one of them ruled out. */
export const crowded = (inKey: number, inIam: number, by: RuledOutBy): World => ({
  key: text(...named(others(inKey - 1, by), by), delegation),
  identities: [text(...others(inIam - 1, by), everything)],
})

export const defaultWorld: World = {
  key: JSON.stringify(defaultKeyPolicy(account)),
  identities: [text(everything)],
}

/** What the console writes, filled up to about 3 KB by the principals that were chosen. */
export const consoleWorld: World = {
  key: text(
    delegation,
    { ...delegation, Principal: manyRoles('Administrator'), Action: keyAdministration },
    { ...delegation, Principal: manyRoles('User'), Action: keyUse },
    {
      ...delegation,
      Principal: pair,
      Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ),
  identities: [text(everything)],
}

function manyRoles(name: string): Statement {
  const roles = Array.from({ length: 16 }, (_, index) => `${name}${index}`)
  return { AWS: [arn, ...roles.map((role) => `arn:aws:iam::${account}:role/key/${role}`)] }
}

const lock = {
  Effect: 'Deny',
  Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/Security` } },
}

export const organization: World = {
  ...defaultWorld,
  boundary: text(everything),
  session: text(everything),
  serviceControl: Array.from({ length: 10 }, (_, index) =>
    text({ Effect: 'Allow', Action: '*', Resource: '*' }, { ...lock, Action: `s${index}:*` }, lock),
  ),
}

/** A key policy as large as KMS takes. */
export function largestPolicy(charsMax: number): string {
  let count = 1
  const policy = () => text(...others(count, 'condition').map(widened), delegation)
  while (policy().length <= charsMax) count += 1
  count -= 1
  return policy()
}

const widened = (statement: Statement): Statement => ({ ...statement, Principal: pair })
