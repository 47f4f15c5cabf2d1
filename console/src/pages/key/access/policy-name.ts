import type { Words } from '../../../words/words.ts'

/** The engine's name of a policy, in the words of the page where it is a word and no name. */
export function policyName(name: string, { keyPolicy }: Words): string {
  const own = keyPolicy.access.policyNames
  if (name === 'key policy') return keyPolicy.access.layers.keyPolicy
  const [, policy = '', of = ''] = /^inline policy (.+) of (.+)$/.exec(name) ?? []
  if (policy !== '') return own.inline(policy, of)
  const [, alike = ''] = /^inline policy (.+)$/.exec(name) ?? []
  if (alike !== '') return own.inlineOfEach(alike)
  const [, grant = ''] = /^grant (.+)$/.exec(name) ?? []
  return grant === '' ? name : own.grant(grant)
}
