import { history as historyOf } from '../../../doctor/index.ts'
import { textIn } from '../../fault.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** The versions of a key's policy, as the event history tells them. */
export const history: Route = {
  name: 'history',
  answer: (input, asked) => {
    const reach = { tell: asked.tell, signal: asked.signal }
    return historyOf(requireSignedIn(asked).connection, { key: textIn(input, 'key'), reach })
  },
}
