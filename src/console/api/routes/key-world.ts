import { askWhoCan } from '../../../doctor/index.ts'
import { textIn } from '../../fault.ts'
import { keyWorldAnswer } from '../key-world-answer.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** Everything that says who may do what with a key, for the engine in the page to ask. */
export const keyWorld: Route = {
  name: 'key-world',
  answer: async (input, asked) => {
    const found = await askWhoCan(requireSignedIn(asked).connection, {
      action: 'change-policy',
      key: textIn(input, 'key'),
      reach: { signal: asked.signal },
      tell: (principals) => asked.tell({ principals }),
    })
    return keyWorldAnswer(found)
  },
}
