// A role session: its row, and the credentials that are answered once.

import { secondMs } from '../../base/sizes.ts'
import type { RoleFacts } from '../iam/api.ts'
import { assumedRoleArn, newAccessKeyId, newSecretAccessKey } from '../iam/api.ts'
import { denied } from './assumable-role.ts'
import { AccessDenied, ValidationError } from './errors.ts'
import { limits } from './limits.ts'
import type { AssumeRoleInput, AssumeRoleOutput } from './model.ts'
import type { StsScope } from './scope.ts'
import { requireSessionPolicy } from './session-policy.ts'
import { hashSessionToken, newSessionToken, sessionSecrets } from './session-secrets.ts'
import { requireSessionTags, sourceIdentityOf } from './session-tags.ts'
import type { SessionRow } from './tables.ts'

export interface NewSession {
  readonly accessKeyId: string
  readonly row: SessionRow
  readonly output: AssumeRoleOutput
}

export function newSession(input: AssumeRoleInput, role: RoleFacts, scope: StsScope): NewSession {
  requireNoAssertions(input)
  const { world, sealer } = scope
  const sourceIdentity = requireSourceIdentity(input, role, scope)
  const policy = requireSessionPolicy(input, role, scope)
  const expiresAt = expiryOf(input, role, scope)
  const accessKeyId = newAccessKeyId(world, 'ASIA', role.account)
  const secretAccessKey = newSecretAccessKey(world)
  const sessionToken = newSessionToken(world, input.MinimumSessionTokenSize)
  const row: SessionRow = {
    ...sessionOf(role, input.RoleSessionName),
    ...requireSessionTags(input, scope),
    ...(policy && { policy: policy.text }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    createdAt: scope.now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    tokenHash: hashSessionToken(sessionToken),
    sealedSecret: sessionSecrets.seal(sealer, accessKeyId, secretAccessKey),
  }
  const output: AssumeRoleOutput = {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: expiresAt,
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.uniqueId}:${row.sessionName}`,
      Arn: assumedRoleArn(role.account, role.name, row.sessionName),
    },
    ...(policy && { PackedPolicySize: policy.percent }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
  }
  return { accessKeyId, row, output }
}

const sessionOf = (role: RoleFacts, sessionName: string) => ({
  account: role.account,
  roleArn: role.arn,
  roleName: role.name,
  roleId: role.uniqueId,
  isServiceLinkedRole: role.isServiceLinkedRole,
  sessionName,
  mfaAuthenticated: false,
})

/** Whole seconds: the answer has no smaller ones. */
function expiryOf({ DurationSeconds }: AssumeRoleInput, role: RoleFacts, scope: StsScope): Date {
  const { caller, now } = scope
  const seconds = DurationSeconds ?? limits.sessionSecondsDefault
  if (seconds > role.maxSessionSeconds) throw ValidationError(LONGER_THAN_ROLE)
  const isChained = caller.principal.type === 'assumedRole'
  if (isChained && seconds > limits.chainedSessionSecondsMax) throw ValidationError(CHAINED)
  return new Date((Math.floor(now.getTime() / secondMs) + seconds) * secondMs)
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
function requireNoAssertions(input: AssumeRoleInput): void {
  const { SerialNumber, TokenCode, ProvidedContexts = [] } = input
  if (SerialNumber !== undefined || TokenCode !== undefined) throw AccessDenied(NO_SUCH_MFA)
  const [context] = ProvidedContexts
  if (context) throw ValidationError(`${context.ProviderArn ?? 'ProvidedContexts'} is invalid`)
}

const LONGER_THAN_ROLE =
  'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
const CHAINED =
  'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by ' +
  'role chaining'
const NO_SUCH_MFA =
  'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
  'Please verify your MFA serial number is valid and associated with this user.'
