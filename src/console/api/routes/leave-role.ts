import { requireSignedIn, type Route } from '../route.ts'
import { sessionOf } from './session.ts'

/** Back to who assumed the role. */
export const leaveRole: Route = {
  name: 'leave-role',
  answer: (_input, asked) => {
    const signedIn = requireSignedIn(asked)
    if (signedIn.before) asked.visitor.signedIn = signedIn.back()
    return sessionOf(asked)
  },
}
