// The keys of a Region and everybody in their account, asked for once: whatever is asked about
// them afterwards is answered without AWS.

import { parseAccountId } from '../../base/account-id.ts'
import type { AuditStep } from '../audit/audit.ts'
import { KeyPolicies } from '../audit/key-policy.ts'
import type { Connection } from '../connection.ts'
import { askAccount, type AccountEvidence } from '../evidence/account.ts'
import type { AccountKey } from '../evidence/account/account-key.ts'
import { askRegionKeys } from '../evidence/account/region-keys.ts'
import type { Failed, Refused } from '../evidence/answer.ts'
import { askCallerIdentity } from '../evidence/caller-identity.ts'
import { whereOf, type Where } from '../evidence/evidence.ts'
import { doctorFailure } from '../failure.ts'
import { requireGoingOn } from '../interruption.ts'

export interface Inventory {
  readonly where: Where
  readonly readAt: Date
  readonly account: AccountEvidence
  /** Without AWS managed keys, whose policies nobody changes. */
  readonly keys: readonly AccountKey[]
  readonly policies: KeyPolicies
  readonly unseen: readonly (Refused | Failed)[]
}

export interface InventoryAsked {
  readonly now: Date
  readonly tell?: (step: AuditStep) => void
  readonly signal?: AbortSignal
}

export async function askInventory(
  connection: Connection,
  { now, tell, signal }: InventoryAsked,
): Promise<Inventory> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('awsSays', caller)
  const id = parseAccountId(caller.account)
  if (!id) throw doctorFailure('noAccount', caller)
  const where = await whereOf(connection, id)
  const { region } = where
  const [account, found] = await Promise.all([
    askAccount(connection, id, {
      signal,
      tell: (known) => tell?.({ step: 'principals', known }),
    }),
    askRegionKeys(connection, {
      ...{ region, now, signal },
      tell: (done, of) => tell?.({ step: 'keys', region, done, of }),
    }),
  ])
  requireGoingOn(signal)
  return {
    ...{ where, account, readAt: now },
    keys: found.keys.filter(({ isAwsManaged }) => !isAwsManaged),
    policies: new KeyPolicies(account),
    unseen: [...account.unseen, ...found.unseen],
  }
}
