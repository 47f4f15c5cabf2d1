import type { Operation } from '../../operation.ts'
import { creationNotFound } from '../errors.ts'
import type {
  DescribeCreateAccountStatusInput,
  DescribeCreateAccountStatusOutput,
} from '../model.ts'
import { onAnything } from '../questions.ts'
import { creationView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { creations, ownedId } from '../tables.ts'

/**
 * Tells what became of a CreateAccount.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeCreateAccountStatus.html
 */
export const DescribeCreateAccountStatus: Operation<
  OrganizationsScope,
  DescribeCreateAccountStatusInput,
  DescribeCreateAccountStatusOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAnything('organizations:DescribeCreateAccountStatus', scope)],
  perform({ CreateAccountRequestId }, scope) {
    const { id } = scope.asAdministrator().value
    const creation = scope.store.get(creations, ownedId(id, CreateAccountRequestId))
    if (!creation) throw creationNotFound()
    return { output: { CreateAccountStatus: creationView(creation.value) } }
  },
}
