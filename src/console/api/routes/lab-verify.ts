import { GetKeyPolicyCommand } from '@aws-sdk/client-kms'
import { playedKey } from '../../../lab/keys.ts'
import type { Part } from '../../../lab/story.ts'
import { consoleFailure, faultOf, textIn } from '../../fault.ts'
import { requireLab, requireStory } from '../../lab/lab-stage.ts'
import { assumeRole, signInWith } from '../../session/sign-in.ts'
import type { SignedIn } from '../../session/signed-in.ts'
import { requireSignedIn, type Asked, type Route } from '../route.ts'

export interface VerifyAnswer {
  readonly allowed: boolean
  /** AWS's words where it refused. */
  readonly refusal: string | null
}

/** Whether the one who was locked out is in again: reads the key policy in their name. */
export const labVerify: Route = {
  name: 'lab-verify',
  answer: async (input, asked): Promise<VerifyAnswer> => {
    requireSignedIn(asked)
    const { keyAlias, lockedOut } = requireStory(textIn(input, 'story'))
    const KeyId = await playedKey(await requireLab(asked), keyAlias)
    if (KeyId === undefined) throw consoleFailure('NotPlayed', 'notPlayed', {})
    const one = await become(lockedOut, asked)
    try {
      await one.connection.kms.send(new GetKeyPolicyCommand({ KeyId }))
      return { allowed: true, refusal: null }
    } catch (thrown) {
      const { code, message } = faultOf(thrown, 'en')
      if (code !== 'AccessDeniedException') throw thrown
      return { allowed: false, refusal: `${code}: ${message}` }
    } finally {
      one.leave()
    }
  },
}

async function become({ profile, roleArn }: Part, { place, version }: Asked): Promise<SignedIn> {
  const options = place.profile(profile)
  if (!options) throw consoleFailure('NoSuchProfile', 'noProfile', { profile })
  const { connect, region } = place
  const userAgent = `sparekey-console/${version}`
  const user = await signInWith({ ...connect, ...options, userAgent }, { region, by: profile })
  return roleArn === undefined ? user : assumeRole(user, roleArn)
}
