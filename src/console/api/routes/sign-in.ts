import { consoleFailure, optionalTextIn } from '../../fault.ts'
import { signInWith } from '../../session/sign-in.ts'
import type { Asked, Route } from '../route.ts'
import { sessionOf } from './session.ts'
import type { JsonObject } from '../../../base/json.ts'

/** By a profile of this machine, or by an access key that is typed in. */
export const signIn: Route = {
  name: 'sign-in',
  answer: async (input, asked) => {
    const { place, visitor, version, world } = asked
    visitor.failedSignIns.begin(world.now())
    const { by, options } = wayIn(input, asked)
    const region = optionalTextIn(input, 'region') ?? place.region
    const signedIn = await signInWith(
      { ...place.connect, ...options, userAgent: `sparekey-console/${version}` },
      { region, by },
    )
    visitor.failedSignIns.forget()
    visitor.signedIn?.leave()
    visitor.signedIn = signedIn
    return sessionOf(asked)
  },
}

function wayIn(input: JsonObject, { place }: Asked) {
  const profile = optionalTextIn(input, 'profile')
  if (profile !== undefined) {
    const options = place.profile(profile)
    if (options) return { by: profile, options }
    throw consoleFailure('NoSuchProfile', 'noProfile', { profile })
  }
  const accessKeyId = optionalTextIn(input, 'accessKeyId')?.trim()
  const secretAccessKey = optionalTextIn(input, 'secretAccessKey')?.trim()
  if (!place.takesAccessKeys || !accessKeyId || !secretAccessKey) {
    throw consoleFailure('ValidationError', 'noWayIn', {})
  }
  const sessionToken = optionalTextIn(input, 'sessionToken')?.trim()
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
  return { by: accessKeyId, options: { credentials } }
}
