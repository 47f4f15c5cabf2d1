// A user or a role as IAM describes it: whether it exists, since when, and who may become it.

import { GetRoleCommand, GetUserCommand } from '@aws-sdk/client-iam'
import { parseArn } from '../../base/arn.ts'
import type { Connection } from '../connection.ts'
import { ask, type Answer } from './answer.ts'
import { required } from './strange-answer.ts'

export interface EntityName {
  readonly kind: 'user' | 'role'
  /** Without the path. */
  readonly name: string
}

export interface Entity extends EntityName {
  readonly arn: string
  readonly uniqueId: string
  readonly createdAt: Date | undefined
  readonly boundaryArn: string | undefined
  /** The trust policy of a role, as JSON text. */
  readonly trust: string | undefined
}

/** The IAM user or role behind a principal's ARN, or behind a session of it. */
export function entityNameOf(arn: string): EntityName | undefined {
  const [kind, ...rest] = parseArn(arn)?.resource.split('/') ?? []
  if (kind === 'assumed-role') return entityName('role', rest[0])
  if (kind === 'user' || kind === 'role') return entityName(kind, rest.at(-1))
  return undefined
}

function entityName(kind: EntityName['kind'], name: string | undefined): EntityName | undefined {
  return name === undefined ? undefined : { kind, name }
}

/**
 * Whether two ARNs are of one user or role: a role and its sessions are. Sessions are told without
 * the path of the role, and names are unique in an account whatever their path.
 */
export function isSameIdentity(one: string, other: string): boolean {
  const [name, otherName] = [entityNameOf(one), entityNameOf(other)]
  if (name === undefined || otherName === undefined) return one === other
  const sameAccount = parseArn(one)?.account === parseArn(other)?.account
  return sameAccount && name.kind === otherName.kind && name.name === otherName.name
}

export function askEntity(connection: Connection, entity: EntityName): Promise<Answer<Entity>> {
  return entity.kind === 'user'
    ? askUser(connection, entity.name)
    : askRole(connection, entity.name)
}

function askUser({ iam }: Connection, name: string): Promise<Answer<Entity>> {
  return ask('iam:GetUser', async () => {
    const answer = await iam.send(new GetUserCommand({ UserName: name }))
    const { Arn, UserId, CreateDate, PermissionsBoundary } = required(answer.User, 'User')
    return {
      kind: 'user',
      name,
      arn: Arn ?? '',
      uniqueId: UserId ?? '',
      createdAt: CreateDate,
      boundaryArn: PermissionsBoundary?.PermissionsBoundaryArn,
      trust: undefined,
    }
  })
}

function askRole({ iam }: Connection, name: string): Promise<Answer<Entity>> {
  return ask('iam:GetRole', async () => {
    const answer = await iam.send(new GetRoleCommand({ RoleName: name }))
    const role = required(answer.Role, 'Role')
    return {
      kind: 'role',
      name,
      arn: role.Arn ?? '',
      uniqueId: role.RoleId ?? '',
      createdAt: role.CreateDate,
      boundaryArn: role.PermissionsBoundary?.PermissionsBoundaryArn,
      trust: documentOf(required(role.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument')),
    }
  })
}

/** IAM answers policy documents percent-encoded (RFC 3986). */
export const documentOf = (encoded: string): string => decodeURIComponent(encoded)
