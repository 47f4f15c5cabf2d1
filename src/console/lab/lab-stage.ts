import { askStack } from '../../lab/stack.ts'
import type { Stage } from '../../lab/stage.ts'
import { STORIES } from '../../lab/stories.ts'
import type { Story } from '../../lab/story.ts'
import { consoleFailure } from '../fault.ts'
import type { Asked } from '../api/route.ts'
import type { Lab } from '../place.ts'

/** What a rehearsal needs of the place: a stack, and the root user's key there. */
export async function requireLab({
  place: { lab, connect },
  version,
}: Asked): Promise<Pick<Stage, 'stack' | 'root' | 'userAgent'> & Pick<Lab, 'keep'>> {
  const found = lab?.()
  const { endpoint } = connect
  const stack = found && endpoint ? await askStack(endpoint) : undefined
  if (found && stack) return { stack, ...found, userAgent: `sparekey-console/${version}` }
  throw consoleFailure('NoLab', 'noLab', {})
}

export function requireStory(name: string): Story {
  const story = STORIES.find((one) => one.name === name)
  if (story) return story
  throw consoleFailure('ValidationError', 'noStory', { name })
}
