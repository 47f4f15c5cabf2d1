import { keysByAlias } from '../../../lab/keys.ts'
import type { Sentence } from '../../../lab/stage.ts'
import { STORIES } from '../../../lab/stories.ts'
import type { Part, Story } from '../../../lab/story.ts'
import { requireLab } from '../../lab/lab-stage.ts'
import { requireSignedIn, type Route } from '../route.ts'

export interface StoryAnswer {
  readonly name: string
  readonly title: Sentence
  readonly about: Sentence
  readonly keyAlias: string
  readonly eventName: Story['eventName']
  readonly lockedOut: Part
  readonly rescuer: Part
  readonly remedy: Sentence
  /** Of the key; null as long as the story was not played. */
  readonly keyId: string | null
}

/** The rehearsals, and which of them were played. */
export const lab: Route = {
  name: 'lab',
  answer: async (_input, asked) => {
    requireSignedIn(asked)
    const keys = await keysByAlias(await requireLab(asked))
    const answers: StoryAnswer[] = []
    for (const { play: _play, repair: _repair, ...told } of STORIES) {
      answers.push({ ...told, keyId: keys.get(told.keyAlias) ?? null })
    }
    return answers
  },
}
