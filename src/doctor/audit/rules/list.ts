// Every rule about a key, in the order in which findings of one severity are told.

import type { KeyRule } from '../rule.ts'
import { administratorsDeleted } from './administrators-deleted.ts'
import { delegationConditioned } from './delegation-conditioned.ts'
import { delegationNarrowed } from './delegation-narrowed.ts'
import { disabled } from './disabled.ts'
import { grantOutlivesPolicy } from './grant-outlives-policy.ts'
import { granteeDeleted } from './grantee-deleted.ts'
import { noDelegation } from './no-delegation.ts'
import { oneAdministrator } from './one-administrator.ts'
import { openToAccounts } from './open-to-accounts.ts'
import { openToWorldConditioned } from './open-to-world-conditioned.ts'
import { openToWorld } from './open-to-world.ts'
import { pendingDeletionInUse } from './pending-deletion-in-use.ts'
import { pendingDeletion } from './pending-deletion.ts'
import { policyUnseen } from './policy-unseen.ts'
import { readableByNobody } from './readable-by-nobody.ts'
import { retiringPrincipalDeleted } from './retiring-principal-deleted.ts'
import { rotationOff } from './rotation-off.ts'
import { unmanageable } from './unmanageable.ts'

export const KEY_RULES: readonly KeyRule[] = [
  unmanageable,
  openToWorld,
  openToWorldConditioned,
  pendingDeletionInUse,
  administratorsDeleted,
  readableByNobody,
  oneAdministrator,
  noDelegation,
  delegationNarrowed,
  delegationConditioned,
  openToAccounts,
  granteeDeleted,
  grantOutlivesPolicy,
  retiringPrincipalDeleted,
  pendingDeletion,
  disabled,
  rotationOff,
  policyUnseen,
]
