// A role session: its row, and what is answered of it.

import type { RoleFacts } from '../iam/api.ts'
import { assumedRoleArn } from '../iam/api.ts'
import { denied } from './assumable-role.ts'
import { ValidationError } from './errors.ts'
import { limits } from './limits.ts'
import type { AssumeRoleInput, AssumeRoleOutput } from './model.ts'
import { newCredentials } from './new-credentials.ts'
import type { StsScope } from './scope.ts'
import { requireSessionPolicy } from './session-policy.ts'
import { requireSessionTags, sourceIdentityOf } from './session-tags.ts'
import type { RoleSessionRow } from './tables.ts'

export interface NewSession {
  readonly accessKeyId: string
  readonly row: RoleSessionRow
  readonly output: AssumeRoleOutput
}

export function newSession(input: AssumeRoleInput, role: RoleFacts, scope: StsScope): NewSession {
  requireNoContexts(input)
  const { account } = role
  const sourceIdentity = requireSourceIdentity(input, role, scope)
  const policy = requireSessionPolicy(input, account, scope)
  const tokenCharsMin = input.MinimumSessionTokenSize
  const seconds = sessionSeconds(input, role, scope)
  const credentials = newCredentials({ account, seconds, tokenCharsMin }, scope)
  const row: RoleSessionRow = {
    ...sessionOf(role, input.RoleSessionName),
    ...credentials.fields,
    ...requireSessionTags(input, scope),
    ...(policy && { policy: policy.text }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  }
  const output: AssumeRoleOutput = {
    Credentials: credentials.Credentials,
    AssumedRoleUser: {
      AssumedRoleId: `${role.uniqueId}:${row.sessionName}`,
      Arn: assumedRoleArn(account, role.name, row.sessionName),
    },
    ...(policy && { PackedPolicySize: policy.percent }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
  }
  return { accessKeyId: credentials.accessKeyId, row, output }
}

const sessionOf = (role: RoleFacts, sessionName: string) => ({
  kind: 'role' as const,
  roleArn: role.arn,
  roleName: role.name,
  roleId: role.uniqueId,
  isServiceLinkedRole: role.isServiceLinkedRole,
  sessionName,
})

function sessionSeconds(
  { DurationSeconds: seconds = limits.sessionSecondsDefault }: AssumeRoleInput,
  role: RoleFacts,
  { caller }: StsScope,
): number {
  if (seconds > role.maxSessionSeconds) throw ValidationError(LONGER_THAN_ROLE)
  const isChained = caller.principal.type === 'assumedRole'
  if (isChained && seconds > limits.chainedSessionSecondsMax) throw ValidationError(CHAINED)
  return seconds
}

/** A source identity cannot be replaced by another. */
function requireSourceIdentity(
  input: AssumeRoleInput,
  role: RoleFacts,
  scope: StsScope,
): string | undefined {
  const inherited = scope.caller.session?.sourceIdentity
  const wanted = sourceIdentityOf(input, scope)
  if (inherited !== undefined && wanted !== inherited) {
    throw denied('sts:SetSourceIdentity', role.arn, scope)
  }
  return wanted
}

/** What the stack cannot check it does not believe. */
function requireNoContexts({ ProvidedContexts: [context] = [] }: AssumeRoleInput): void {
  if (context) throw ValidationError(`${context.ProviderArn ?? 'ProvidedContexts'} is invalid`)
}

const LONGER_THAN_ROLE =
  'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
const CHAINED =
  'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by ' +
  'role chaining'
