import { setTimeout as sleep } from 'node:timers/promises'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { secondMs } from '../../base/sizes.ts'
import { connectAs, disconnect, type Connection } from '../connection.ts'
import { shortName } from '../principals.ts'
import { ROLE_SESSION_NAME } from '../remedies/becoming.ts'
import { RecoveryProblem } from './problem.ts'

/** Somebody whom the caller has become. */
export interface Acting {
  readonly connection: Connection
  /** ARN as STS writes it: of a role, the session's. */
  readonly arn: string
}

export interface Patience {
  /** How often AssumeRole is tried: a trust policy that was just changed takes a while. */
  readonly triesMax: number
  readonly pauseMs: number
}

const impatient: Patience = { triesMax: 1, pauseMs: 0 }
export const afterReopening: Patience = { triesMax: 8, pauseMs: 2 * secondMs }

/** Assumes the roles one after the other. Without any, the caller stays who it is. */
export async function become(
  caller: Acting,
  roles: readonly string[],
  patience: Patience = impatient,
): Promise<Acting> {
  let acting = caller
  for (const role of roles) {
    const next = await assume(acting, role, patience)
    if (acting !== caller) disconnect(acting.connection)
    acting = next
  }
  return acting
}

async function assume(
  { connection }: Acting,
  role: string,
  { triesMax, pauseMs }: Patience,
): Promise<Acting> {
  for (let tries = 1; ; tries++) {
    try {
      return await assumeOnce(connection, role)
    } catch (cause) {
      if (!(cause instanceof Error) || !isAnswer(cause)) throw cause
      if (tries === triesMax) {
        const facts = { role: shortName(role), sentence: cause.message }
        throw new RecoveryProblem('cannotBecome', { facts, cause })
      }
      await sleep(pauseMs)
    }
  }
}

async function assumeOnce(connection: Connection, role: string): Promise<Acting> {
  const command = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: ROLE_SESSION_NAME })
  const { Credentials, AssumedRoleUser } = await connection.sts.send(command)
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  }
  return { connection: connectAs(connection, credentials), arn: AssumedRoleUser?.Arn ?? role }
}

/** AWS said no; errors of the network carry metadata too, without a status. */
const isAnswer = (thrown: Error): boolean =>
  '$metadata' in thrown &&
  (thrown.$metadata as { readonly httpStatusCode?: number }).httpStatusCode !== undefined
