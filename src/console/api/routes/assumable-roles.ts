import { askAssumableRoles, type AssumableRoles } from '../../../doctor/index.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** The roles that the signed-in person may become, as far as IAM shows. */
export const assumableRoles: Route = {
  name: 'assumable-roles',
  answer: (_input, asked): Promise<AssumableRoles> =>
    askAssumableRoles(requireSignedIn(asked).connection, asked.signal),
}
