// The access keys of users, with their age and last use: from the credential report where there is
// one, for it takes one question; else user by user.

import {
  GetAccessKeyLastUsedCommand,
  GetCredentialReportCommand,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam'
import type { Connection } from '../../connection.ts'
import { ask, gotOf, isGot, isUnseen, type Answer, type Failed, type Refused } from '../answer.ts'
import { accessKeysInReport } from './credential-report.ts'
import { sideBySide } from './side-by-side.ts'

export interface AccessKey {
  readonly user: string
  /** Undefined: the credential report does not tell it. */
  readonly id: string | undefined
  readonly createdAt: Date | undefined
  /** Undefined: never used. */
  readonly usedAt: Date | undefined
}

export interface AccessKeys {
  /** Active ones only. */
  readonly keys: readonly AccessKey[]
  readonly unseen: readonly (Refused | Failed)[]
}

const usersAtOnce = 4

/** Of these users, by name. */
export async function askAccessKeys(
  connection: Connection,
  users: readonly string[],
  signal?: AbortSignal,
): Promise<AccessKeys> {
  if (users.length === 0) return { keys: [], unseen: [] }
  const reported = gotOf(await askCredentialReport(connection))
  if (reported) {
    const wanted = new Set(users)
    return { keys: reported.filter(({ user }) => wanted.has(user)), unseen: [] }
  }
  const answers = await sideBySide(users, { atOnce: usersAtOnce, signal }, (user) =>
    askKeysOf(connection, user),
  )
  const unseen = answers.filter((answer) => isUnseen(answer))
  return {
    keys: answers.flatMap((answer) => gotOf(answer) ?? []),
    unseen: [...new Map(unseen.map((one) => [one.by, one])).values()],
  }
}

/** Only if somebody had it made in the last four hours: making one is nothing to do on the way. */
function askCredentialReport({ iam }: Connection): Promise<Answer<readonly AccessKey[]>> {
  return ask('iam:GetCredentialReport', async () => {
    const { Content } = await iam.send(new GetCredentialReportCommand({}))
    return accessKeysInReport(new TextDecoder().decode(Content))
  })
}

async function askKeysOf(connection: Connection, user: string): Promise<Answer<AccessKey[]>> {
  const { iam } = connection
  const listed = await ask('iam:ListAccessKeys', async () => {
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: user }))
    return (AccessKeyMetadata ?? []).filter(({ Status }) => Status === 'Active')
  })
  if (!isGot(listed)) return listed
  return ask('iam:GetAccessKeyLastUsed', () =>
    Promise.all(
      listed.got.map(async ({ AccessKeyId, CreateDate }) => {
        const { AccessKeyLastUsed } = await iam.send(
          new GetAccessKeyLastUsedCommand({ AccessKeyId }),
        )
        const usedAt = AccessKeyLastUsed?.LastUsedDate
        return { user, id: AccessKeyId, createdAt: CreateDate, usedAt }
      }),
    ),
  )
}
