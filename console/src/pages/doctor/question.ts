// What the doctor is asked, as the address tells it: a link carries the whole question.

import { linkTo, type Place } from '../../routes/location.ts'

export interface Question {
  readonly by: 'key' | 'error'
  /** Of an error: overrides what the text tells. */
  readonly key: string
  readonly error: string
  /** Empty: who is signed in. */
  readonly principal: string
  /** Empty: reading and changing the key policy. */
  readonly actions: readonly string[]
}

export function questionIn({ query }: Place): Question {
  const error = query.get('error') ?? ''
  const actions = (query.get('action') ?? '').split(',')
  return {
    by: error.trim() === '' ? 'key' : 'error',
    key: (query.get('key') ?? '').trim(),
    error,
    principal: (query.get('principal') ?? '').trim(),
    actions: actions.map((one) => one.trim()).filter((one) => one !== ''),
  }
}

export function linkToQuestion({ by, key, error, principal, actions }: Question): string {
  if (by === 'error') return linkTo(['doctor'], { error, key: key.trim() })
  return linkTo(['doctor'], {
    key: key.trim(),
    principal: principal.trim(),
    action: actions.join(','),
  })
}

/** Asked about where the question names none. */
export const USUAL_ACTIONS = ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'] as const

/** Whether it can be asked. */
export const isWhole = ({ by, key, error }: Question): boolean =>
  (by === 'error' ? error : key).trim() !== ''
