// Who asks and what they carry, for the tables of who may use a key.

import assert from 'node:assert/strict'
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam'
import { CreateGrantCommand, DescribeKeyCommand } from '@aws-sdk/client-kms'
import { AssumeRoleCommand, GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts'
import type { Statement, TestKey } from '../operations/kms/fixture.ts'
import { assertRefused, keyPolicy, kmsAs, newKey, userArn } from '../operations/kms/fixture.ts'
import { roleArn } from '../operations/kms/roles.ts'
import { usable } from '../operations/sts/sessions.ts'
import type { Credentials, TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, allow } from '../fixtures/world.ts'

export const ACTION = 'kms:DescribeKey'

/** A policy that allows the use of keys, or one that is silent about it. */
export type Says = 'allows' | 'silent'

export interface Carried {
  readonly account?: string
  /** The identity policy; silent unless said. */
  readonly iam?: Says
  /** No boundary unless said. */
  readonly boundary?: Says
  /** No session policy unless said. */
  readonly session?: Says
}

export interface Person {
  readonly credentials: Credentials
  /** Of the user or the role. */
  readonly arn: string
  /** Of the session; the same for a user. */
  readonly sessionArn: string
}

const NEEDED = ['sts:GetFederationToken', 'sts:AssumeRole']
const identityPolicy = (says: Says): object =>
  allow(says === 'allows' ? [...NEEDED, ACTION] : NEEDED)

const policyText = (says: Says): string => JSON.stringify(identityPolicy(says))

/** Names that nobody in the world has yet. */
export class Cast {
  readonly #world: TestWorld
  #count = 0

  constructor(world: TestWorld) {
    this.#world = world
  }

  async user({ account = ACCOUNT, iam = 'silent', boundary }: Carried = {}): Promise<Person> {
    const UserName = this.#name('user')
    const credentials = await this.#world.user(UserName, identityPolicy(iam), account)
    if (boundary) {
      const PermissionsBoundary = await this.#boundary(boundary, account)
      const command = new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary })
      await this.#iam(account).send(command)
    }
    const arn = userArn(UserName, account)
    return { credentials, arn, sessionArn: arn }
  }

  /** A session of a role of its own. */
  async session(carried: Carried = {}): Promise<Person> {
    const { account = ACCOUNT, session } = carried
    const RoleName = await this.#role(carried, account)
    const RoleSessionName = 'night-shift'
    const assumer = await this.user({ account })
    const sts = this.#world.client(STSClient, assumer.credentials)
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn(RoleName, account),
        RoleSessionName,
        ...(session && { Policy: policyText(session) }),
      }),
    )
    return {
      credentials: usable(given),
      arn: roleArn(RoleName, account),
      sessionArn: `arn:aws:sts::${account}:assumed-role/${RoleName}/${RoleSessionName}`,
    }
  }

  /** The federated session of a user of its own. */
  async federated({ iam = 'silent', session }: Carried = {}): Promise<Person> {
    const user = await this.user({ iam })
    const Name = this.#name('federated')
    const sts = this.#world.client(STSClient, user.credentials)
    const { Credentials: given } = await sts.send(
      new GetFederationTokenCommand({ Name, ...(session && { Policy: policyText(session) }) }),
    )
    const sessionArn = `arn:aws:sts::${ACCOUNT}:federated-user/${Name}`
    return { credentials: usable(given), arn: user.arn, sessionArn }
  }

  async #role({ iam = 'silent', boundary }: Carried, account: string): Promise<string> {
    const RoleName = this.#name('role')
    const Statement = { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
    const client = this.#iam(account)
    await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
    const policy = { RoleName, PolicyName: 'inline', PolicyDocument: policyText(iam) }
    await client.send(new PutRolePolicyCommand(policy))
    if (boundary) {
      const PermissionsBoundary = await this.#boundary(boundary, account)
      await client.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }))
    }
    return RoleName
  }

  async #boundary(says: Says, account: string): Promise<string> {
    const PolicyName = this.#name('boundary')
    const command = new CreatePolicyCommand({ PolicyName, PolicyDocument: policyText(says) })
    const { Policy } = await this.#iam(account).send(command)
    assert.ok(Policy?.Arn)
    return Policy.Arn
  }

  #iam(account: string): IAMClient {
    return this.#world.client(IAMClient, this.#world.root(account))
  }

  #name(kind: string): string {
    this.#count += 1
    return `${kind}${this.#count}`
  }
}

/** A key of the first account whose policy says this and nothing else. */
export function keySaying(world: TestWorld, ...statements: readonly Statement[]): Promise<TestKey> {
  const Policy = keyPolicy(...statements)
  return newKey(world, { Policy, BypassPolicyLockoutSafetyCheck: true })
}

/** `by` must be allowed kms:CreateGrant on the key. */
export async function grant(
  world: TestWorld,
  key: TestKey,
  by: Credentials,
  GranteePrincipal: string,
): Promise<void> {
  const input = { KeyId: key.arn, GranteePrincipal, Operations: ['DescribeKey' as const] }
  await kmsAs(world, by).send(new CreateGrantCommand(input))
}

const use = (world: TestWorld, { credentials }: Pick<Person, 'credentials'>, key: TestKey) =>
  kmsAs(world, credentials).send(new DescribeKeyCommand({ KeyId: key.arn }))

export async function assertAllowed(
  world: TestWorld,
  person: Pick<Person, 'credentials'>,
  key: TestKey,
): Promise<void> {
  assert.equal((await use(world, person, key)).KeyMetadata?.Arn, key.arn)
}

export const REASONS = {
  identity: `because no identity-based policy allows the ${ACTION} action`,
  resource: `because no resource-based policy allows the ${ACTION} action`,
  boundary: `because no permissions boundary allows the ${ACTION} action`,
  session: `because no session policy allows the ${ACTION} action`,
  opaque:
    'because the resource does not exist in this Region, no resource-based policies allow ' +
    'access, or a resource-based policy explicitly denies access',
} as const

/** Denied, in exactly AWS's sentence. */
export async function assertDenied(
  world: TestWorld,
  person: Person,
  key: TestKey,
  reason: keyof typeof REASONS,
): Promise<void> {
  const where = reason === 'opaque' ? 'on this resource' : `on resource: ${key.arn}`
  const who = `User: ${person.sessionArn} is not authorized to perform: ${ACTION}`
  const sentence = `${who} ${where} ${REASONS[reason]}`
  await assertRefused(use(world, person, key), 'AccessDeniedException', sentence)
}
