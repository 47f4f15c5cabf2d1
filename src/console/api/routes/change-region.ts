import { parseRegion } from '../../../base/region.ts'
import { consoleFailure, textIn } from '../../fault.ts'
import { inRegion } from '../../session/sign-in.ts'
import { requireSignedIn, type Route } from '../route.ts'
import { sessionOf } from './session.ts'

/** The same person in another Region. */
export const changeRegion: Route = {
  name: 'change-region',
  answer: (input, asked) => {
    const text = textIn(input, 'region')
    const region = parseRegion(text)
    if (!region) throw consoleFailure('ValidationError', 'noRegion', { text })
    asked.visitor.signedIn = inRegion(requireSignedIn(asked), region)
    return sessionOf(asked)
  },
}
