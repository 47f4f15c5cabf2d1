// A whole account, as the engine's world takes it: everybody in it, with every policy that has a
// say for them.

import { GetAccountSummaryCommand } from '@aws-sdk/client-iam'
import type { AccountId } from '../../base/account-id.ts'
import type { NamedPolicy, WorldAccount } from '../../policy/index.ts'
import type { Connection } from '../connection.ts'
import type { AccountPrincipal, AccountPrincipals } from './account/account-principals.ts'
import { askAuthorizationDetails, type InventoryOptions } from './account/authorization-details.ts'
import { askListedPrincipals } from './account/listed-principals.ts'
import { PolicyShelf } from './account/policy-shelf.ts'
import { ask, isGot, isUnseen, type Answer, type Failed, type Refused } from './answer.ts'

export interface AccountEvidence {
  readonly id: AccountId
  /** Users and roles, by ARN. */
  readonly principals: ReadonlyMap<string, AccountPrincipal>
  /** Nobody is missing among them. */
  readonly everybody: boolean
  readonly world: WorldAccount
  /** Everybody could be seen, with all policies: silence then means that nothing allows. */
  readonly complete: boolean
  readonly unseen: readonly (Refused | Failed)[]
  /** Whether the root user has access keys. */
  readonly rootAccessKeys: Answer<boolean>
}

export interface AccountOptions extends InventoryOptions {
  /** SCPs from the root down, where they are known. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[]
}

export async function askAccount(
  connection: Connection,
  id: AccountId,
  options: AccountOptions = {},
): Promise<AccountEvidence> {
  const [{ principals, everybody, groups, unseen }, rootAccessKeys] = await Promise.all([
    askPrincipals(connection, options),
    askRootAccessKeys(connection),
  ])
  const { serviceControl } = options
  const ofKind = (wanted: AccountPrincipal['kind']) =>
    principals.filter(({ kind }) => kind === wanted)
  return {
    id,
    everybody,
    principals: new Map(principals.map((principal) => [principal.arn, principal])),
    world: {
      ...{ id, users: ofKind('user'), roles: ofKind('role'), groups },
      ...(serviceControl === undefined ? {} : { serviceControl }),
    },
    complete: unseen.length === 0,
    unseen: [...unseen, ...[rootAccessKeys].filter((answer) => isUnseen(answer))],
    rootAccessKeys,
  }
}

/** At once where that is allowed; else one by one. */
async function askPrincipals(
  connection: Connection,
  options: AccountOptions,
): Promise<AccountPrincipals> {
  const shelf = new PolicyShelf()
  const whole = await askAuthorizationDetails(connection, shelf, options)
  if (isGot(whole)) return whole.got
  const listed = await askListedPrincipals(connection, shelf, options)
  const isLess = isUnseen(whole) && listed.unseen.length > 0
  return isLess ? { ...listed, unseen: [whole, ...listed.unseen] } : listed
}

function askRootAccessKeys({ iam }: Connection): Promise<Answer<boolean>> {
  return ask('iam:GetAccountSummary', async () => {
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}))
    return (SummaryMap?.AccountAccessKeysPresent ?? 0) > 0
  })
}
