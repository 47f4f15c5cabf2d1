import { textIn } from '../../fault.ts'
import { requireLab, requireStory } from '../../lab/lab-stage.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** Plays a rehearsal, and tells its steps as they happen. */
export const labPlay: Route = {
  name: 'lab-play',
  answer: async (input, asked) => {
    requireSignedIn(asked)
    const story = requireStory(textIn(input, 'story'))
    const { stack, root, keep } = await requireLab(asked)
    return { played: await story.play({ stack, root, keep, tell: asked.tell }) }
  },
}
