// Every identity-based policy that has a say for one user or role: inline, managed, of its
// groups, and the permissions boundary. What IAM refuses to show is listed, not guessed.

import {
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
  type AttachedPolicy,
} from '@aws-sdk/client-iam'
import type { Connection } from '../connection.ts'
import { ask, isAbsent, isGot, isUnseen, type Answer, type Failed, type Refused } from './answer.ts'
import { required } from './strange-answer.ts'
import { documentOf, type Entity, type EntityName } from './entity.ts'
import { inlinePolicyName } from '../policy-names/say-policy-name.ts'

export interface PolicyText {
  /** An ARN, or `inline policy X of user/Y`. */
  readonly name: string
  readonly text: string
}

export interface IdentityPolicies {
  readonly policies: readonly PolicyText[]
  /** Undefined: no boundary. */
  readonly boundary: PolicyText | undefined
  /** What could not be seen; not empty means that silence proves nothing. */
  readonly unseen: readonly (Refused | Failed)[]
}

type Part = Answer<readonly PolicyText[]>

export async function askIdentityPolicies(
  connection: Connection,
  name: EntityName,
  entity: Answer<Entity>,
): Promise<IdentityPolicies> {
  const boundaryArn = isGot(entity) ? entity.got.boundaryArn : undefined
  const [parts, boundary] = await Promise.all([
    name.kind === 'user' ? ofUser(connection, name.name) : ofRole(connection, name.name),
    boundaryArn === undefined ? undefined : askManagedPolicy(connection, boundaryArn),
  ])
  const unseen = [entity, boundary, ...parts].flatMap((part) => unseenOf(part, name) ?? [])
  return {
    policies: parts.flatMap((part) => (isGot(part) ? part.got : [])),
    boundary: isGot(boundary) ? boundary.got : undefined,
    unseen,
  }
}

/** Whom IAM does not know asks all the same, of an emulator: silence proves nothing then. */
function unseenOf(
  part: Answer<unknown> | undefined,
  { kind }: EntityName,
): Refused | Failed | undefined {
  if (isUnseen(part)) return part
  if (!isAbsent(part)) return undefined
  return { failed: part.absent, by: kind === 'user' ? 'iam:GetUser' : 'iam:GetRole' }
}

async function ofUser(connection: Connection, user: string): Promise<readonly Part[]> {
  const { iam } = connection
  const owner = { UserName: user }
  const [inline, attached, inGroups] = await Promise.all([
    inlinePolicies(`user/${user}`, 'User', {
      list: async () => (await iam.send(new ListUserPoliciesCommand(owner))).PolicyNames,
      read: async (PolicyName) =>
        (await iam.send(new GetUserPolicyCommand({ ...owner, PolicyName }))).PolicyDocument,
    }),
    attachedPolicies(connection, 'User', async () => {
      return (await iam.send(new ListAttachedUserPoliciesCommand(owner))).AttachedPolicies
    }),
    ofGroups(connection, user),
  ])
  return [inline, ...attached, ...inGroups]
}

async function ofRole(connection: Connection, role: string): Promise<readonly Part[]> {
  const { iam } = connection
  const owner = { RoleName: role }
  const [inline, attached] = await Promise.all([
    inlinePolicies(`role/${role}`, 'Role', {
      list: async () => (await iam.send(new ListRolePoliciesCommand(owner))).PolicyNames,
      read: async (PolicyName) =>
        (await iam.send(new GetRolePolicyCommand({ ...owner, PolicyName }))).PolicyDocument,
    }),
    attachedPolicies(connection, 'Role', async () => {
      return (await iam.send(new ListAttachedRolePoliciesCommand(owner))).AttachedPolicies
    }),
  ])
  return [inline, ...attached]
}

async function ofGroups(connection: Connection, user: string): Promise<readonly Part[]> {
  const groups = await ask('iam:ListGroupsForUser', async () => {
    const { Groups } = await connection.iam.send(new ListGroupsForUserCommand({ UserName: user }))
    return required(Groups, 'Groups').map(({ GroupName = '' }) => GroupName)
  })
  if (!isGot(groups)) return [groups]
  const parts = await Promise.all(groups.got.map((group) => ofGroup(connection, group)))
  return parts.flat()
}

async function ofGroup(connection: Connection, group: string): Promise<readonly Part[]> {
  const { iam } = connection
  const owner = { GroupName: group }
  const [inline, attached] = await Promise.all([
    inlinePolicies(`group/${group}`, 'Group', {
      list: async () => (await iam.send(new ListGroupPoliciesCommand(owner))).PolicyNames,
      read: async (PolicyName) =>
        (await iam.send(new GetGroupPolicyCommand({ ...owner, PolicyName }))).PolicyDocument,
    }),
    attachedPolicies(connection, 'Group', async () => {
      return (await iam.send(new ListAttachedGroupPoliciesCommand(owner))).AttachedPolicies
    }),
  ])
  return [inline, ...attached]
}

interface InlineSource {
  readonly list: () => Promise<readonly string[] | undefined>
  readonly read: (policyName: string) => Promise<string | undefined>
}

async function inlinePolicies(
  owner: string,
  kind: 'User' | 'Role' | 'Group',
  { list, read }: InlineSource,
): Promise<Part> {
  const names = await ask(`iam:List${kind}Policies`, async () =>
    required(await list(), 'PolicyNames'),
  )
  if (!isGot(names)) return names
  return ask(`iam:Get${kind}Policy`, () =>
    Promise.all(
      names.got.map(async (name) => ({
        name: inlinePolicyName(name, owner),
        text: documentOf(required(await read(name), 'PolicyDocument')),
      })),
    ),
  )
}

async function attachedPolicies(
  connection: Connection,
  kind: 'User' | 'Role' | 'Group',
  list: () => Promise<readonly AttachedPolicy[] | undefined>,
): Promise<readonly Part[]> {
  const attached = await ask(`iam:ListAttached${kind}Policies`, async () =>
    required(await list(), 'AttachedPolicies'),
  )
  if (!isGot(attached)) return [attached]
  return Promise.all(
    attached.got.map(async ({ PolicyArn = '' }) => {
      const policy = await askManagedPolicy(connection, PolicyArn)
      return isGot(policy) ? { got: [policy.got] } : policy
    }),
  )
}

export async function askManagedPolicy(
  { iam }: Connection,
  arn: string,
): Promise<Answer<PolicyText>> {
  const policy = await ask('iam:GetPolicy', () =>
    iam.send(new GetPolicyCommand({ PolicyArn: arn })),
  )
  if (!isGot(policy)) return policy
  const version = policy.got.Policy?.DefaultVersionId
  return ask('iam:GetPolicyVersion', async () => {
    const command = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: version })
    const { PolicyVersion } = await iam.send(command)
    return { name: arn, text: documentOf(required(PolicyVersion?.Document, 'Document')) }
  })
}
