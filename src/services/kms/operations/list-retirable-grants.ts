import { parseArn } from '../../../base/arn.ts'
import { iamDirectory } from '../../iam/api.ts'
import type { Operation } from '../../operation.ts'
import { InvalidArnException, ValidationException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { ListRetirableGrantsInput, ListRetirableGrantsOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { readablePrincipal } from '../policies/bound-principal.ts'
import { onAccount } from '../questions.ts'
import { grantEntry } from '../resources/grant-entry.ts'
import { partyOf } from '../resources/grant-terms.ts'
import type { KmsScope } from '../scope.ts'
import type { GrantParty } from '../tables.ts'
import { grantRowId } from '../tables.ts'

/**
 * Lists the grants of the Region that a principal of the caller's account may retire, also those
 * on other accounts' keys. It needs no permission on the keys.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html
 */
export const ListRetirableGrants: Operation<
  KmsScope,
  ListRetirableGrantsInput,
  ListRetirableGrantsOutput
> = {
  readOnly: true,
  questions: (_, scope) => [onAccount('kms:ListRetirableGrants', scope)],
  perform(input, scope) {
    const retiring = requireRetiring(input, scope)
    const { items, more } = pageOf(
      input,
      limits.grantsPerPage,
      ({ after, limit }) =>
        scope.grants.ofRetiring(retiring, { limit, ...(after !== undefined && { after }) }),
      ({ value }) => grantRowId(value),
    )
    const directory = iamDirectory(scope.store)
    return { output: { Grants: items.map(({ value }) => grantEntry(value, directory)), ...more } }
  },
}

/** The sentences are ours: AWS's are not known. */
function requireRetiring(input: ListRetirableGrantsInput, scope: KmsScope): GrantParty {
  const { RetiringPrincipal, RetiringServicePrincipal } = input
  if ((RetiringPrincipal === undefined) === (RetiringServicePrincipal === undefined)) {
    throw ValidationException(
      'You must specify either RetiringPrincipal or RetiringServicePrincipal, and not both.',
    )
  }
  const directory = iamDirectory(scope.store)
  const retiring = partyOf(RetiringPrincipal, RetiringServicePrincipal, directory)
  if (retiring?.kind === 'service') return retiring
  const owner = parseArn(retiring ? readablePrincipal(retiring.id, directory) : '')?.account
  if (retiring && owner === scope.account) return retiring
  throw InvalidArnException('The retiring principal must be in your AWS account.')
}
