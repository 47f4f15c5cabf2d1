// Which actions are meant: by name, by a pattern, or by what a person wants to do.

import { actionsMatching, isUseOfKey, keyActions } from '../../policy/index.ts'
import { doctorFailure } from '../failure.ts'

const GROUPS: Readonly<Record<string, (action: string) => boolean>> = {
  'read-policy': (action) => action === 'kms:GetKeyPolicy',
  'change-policy': (action) => action === 'kms:PutKeyPolicy',
  use: isUseOfKey,
}

export const ACTION_GROUPS = Object.keys(GROUPS)

/** `kms:Decrypt`, `Decrypt`, `kms:*Key*`, `use`; several with commas between them. */
export function actionsAsked(text: string): readonly string[] {
  const words = text.split(',').map((word) => word.trim())
  return [...new Set(words.flatMap(actionsOf))]
}

function actionsOf(word: string): readonly string[] {
  const all = keyActions()
  const ofGroup = GROUPS[word]
  if (ofGroup) return all.filter(ofGroup)
  const pattern = word.includes(':') ? word : `kms:${word}`
  const matching = new Set(actionsMatching(pattern).map(({ action }) => action))
  const found = all.filter((action) => matching.has(action))
  if (found.length > 0) return found
  throw doctorFailure('noAction', { word, groups: ACTION_GROUPS.join(', ') })
}
