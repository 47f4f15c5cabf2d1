import type { Route } from '../route.ts'
import { sessionOf } from './session.ts'

/** Back to nobody. */
export const signOut: Route = {
  name: 'sign-out',
  answer: (_input, asked) => {
    asked.visitor.signedIn?.leave()
    asked.visitor.signedIn = undefined
    return sessionOf(asked)
  },
}
