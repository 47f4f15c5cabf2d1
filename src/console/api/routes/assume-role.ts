import { textIn } from '../../fault.ts'
import { assumeRole as become } from '../../session/sign-in.ts'
import { requireSignedIn, type Route } from '../route.ts'
import { sessionOf } from './session.ts'

/** Becomes a role, by its ARN. */
export const assumeRole: Route = {
  name: 'assume-role',
  answer: async (input, asked) => {
    asked.visitor.signedIn = await become(requireSignedIn(asked), textIn(input, 'roleArn').trim())
    return sessionOf(asked)
  },
}
