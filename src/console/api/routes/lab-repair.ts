import { playedKey } from '../../../lab/keys.ts'
import { consoleFailure, textIn } from '../../fault.ts'
import { requireLab, requireStory } from '../../lab/lab-stage.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** Does what puts a rehearsal right, as whom the browser is signed in: AWS says whether it may. */
export const labRepair: Route = {
  name: 'lab-repair',
  answer: async (input, asked) => {
    const { connection } = requireSignedIn(asked)
    const story = requireStory(textIn(input, 'story'))
    const keyId = await playedKey(await requireLab(asked), story.keyAlias)
    if (keyId === undefined) throw consoleFailure('NotPlayed', 'notPlayed', {})
    await story.repair(connection, keyId)
    return {}
  },
}
