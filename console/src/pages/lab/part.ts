import type { StoryAnswer } from '../../../../src/console/api/routes/lab.ts'
import { call } from '../../api/call.ts'
import type { Person, Session } from '../../api/session.ts'

export type Part = StoryAnswer['lockedOut']

/** `Administrator` for a role, else the name of the user. */
export const nameOf = ({ profile, roleArn }: Part): string =>
  roleArn === undefined ? profile : roleArn.slice(roleArn.lastIndexOf('/') + 1)

export function isPart({ arn }: Person, part: Part): boolean {
  const name = nameOf(part)
  return part.roleArn === undefined
    ? arn.endsWith(`:user/${name}`)
    : arn.includes(`:assumed-role/${name}/`)
}

/** Signs in as the user of the part, and becomes its role where it has one. */
export async function become({ profile, roleArn }: Part): Promise<Session> {
  const user = await call<Session>('sign-in', { profile })
  return roleArn === undefined ? user : call<Session>('assume-role', { roleArn })
}
