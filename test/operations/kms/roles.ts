// Roles and their sessions, for tests of what is bound to unique ids.

import assert from 'node:assert/strict'
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT } from '../../fixtures/world.ts'
import { rootArn } from './fixture.ts'

export const roleArn = (name: string, account = ACCOUNT): string =>
  `arn:aws:iam::${account}:role/${name}`

/** Makes a role that everybody of its account may assume whom IAM lets; gives its unique id. */
export async function newRole(world: TestWorld, RoleName: string): Promise<string> {
  const Statement = { Effect: 'Allow', Principal: { AWS: rootArn() }, Action: 'sts:AssumeRole' }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  const create = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })
  const { Role } = await world.client(IAMClient).send(create)
  assert.ok(Role?.RoleId)
  return Role.RoleId
}

/** Deletes a role and makes another of the same name; gives the new unique id. */
export async function remakeRole(world: TestWorld, RoleName: string): Promise<string> {
  const iam = world.client(IAMClient)
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  await iam.send(new DeleteRoleCommand({ RoleName }))
  const id = await newRole(world, RoleName)
  assert.notEqual(id, Role?.RoleId)
  return id
}

/** `assumer` must be allowed sts:AssumeRole. */
export async function sessionOf(
  world: TestWorld,
  role: string,
  assumer: Credentials,
  RoleSessionName = 'night-shift',
): Promise<Credentials> {
  const assume = new AssumeRoleCommand({ RoleArn: roleArn(role), RoleSessionName })
  const { Credentials: given } = await world.client(STSClient, assumer).send(assume)
  assert.ok(given?.AccessKeyId && given.SecretAccessKey && given.SessionToken)
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  }
}
