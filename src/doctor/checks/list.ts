import { accountStatementConditioned } from './account-statement-conditioned.ts'
import { accountStatementNarrowed } from './account-statement-narrowed.ts'
import { actionNotGranted } from './action-not-granted.ts'
import { aliasOtherHalfMissing } from './alias-other-half.ts'
import { awsManaged } from './aws-managed.ts'
import { boundaryRefuses } from './boundary.ts'
import { cannotAssume } from './cannot-assume.ts'
import type { Check } from './check.ts'
import { conditionNotMet } from './condition-not-met.ts'
import { keyPolicyExplicitDeny } from './explicit-deny.ts'
import { foreignAccountNotNamed } from './foreign-account-not-named.ts'
import { grantConstraintNotMet, grantGranteeDeleted, grantOperationNotCovered } from './grants.ts'
import {
  resourceControlRefuses,
  serviceControlRefuses,
  sessionRefuses,
  vpcEndpointRefuses,
} from './guardrails.ts'
import { iamExplicitDeny } from './iam-explicit-deny.ts'
import { iamConditionNotMet, iamNoAllow, iamResourceMismatch } from './iam-no-allow.ts'
import { incomplete } from './incomplete.ts'
import { keyState } from './key-state.ts'
import { keyUsage } from './key-usage.ts'
import { noAccountStatement } from './no-account-statement.ts'
import { notCrossAccount } from './not-cross-account.ts'
import { otherIdentity } from './other-identity.ts'
import { principalDeleted } from './principal-deleted.ts'
import { principalNotNamed } from './principal-not-named.ts'
import { serviceNotNamed } from './service-not-named.ts'
import { statementIneffective } from './statement-ineffective.ts'
import { unmanageable } from './unmanageable.ts'

/** Every check about a key that was found. */
export const checks: readonly Check[] = [
  notCrossAccount,
  principalDeleted,
  otherIdentity,
  keyPolicyExplicitDeny,
  iamExplicitDeny,
  boundaryRefuses,
  sessionRefuses,
  serviceControlRefuses,
  resourceControlRefuses,
  vpcEndpointRefuses,
  statementIneffective,
  conditionNotMet,
  actionNotGranted,
  accountStatementConditioned,
  accountStatementNarrowed,
  noAccountStatement,
  principalNotNamed,
  foreignAccountNotNamed,
  serviceNotNamed,
  grantGranteeDeleted,
  grantConstraintNotMet,
  grantOperationNotCovered,
  aliasOtherHalfMissing,
  iamConditionNotMet,
  iamResourceMismatch,
  iamNoAllow,
  awsManaged,
  keyUsage,
  keyState,
  unmanageable,
  cannotAssume,
  incomplete,
]
