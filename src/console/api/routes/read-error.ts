import { readError as read } from '../../../doctor/index.ts'
import { textIn } from '../../fault.ts'
import type { Route } from '../route.ts'

/** What was understood of a pasted text, before anything is asked of AWS; null: nothing. */
export const readError: Route = {
  name: 'read-error',
  answer: (input) => read(textIn(input, 'error')) ?? null,
}
