import { objectIn, textIn } from '../../fault.ts'
import { callAws } from '../../aws/call-aws.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** One operation of AWS's, as whom the browser speaks: those of the list and no other. */
export const aws: Route = {
  name: 'aws',
  answer: (input, asked) =>
    callAws(requireSignedIn(asked).connection, {
      service: textIn(input, 'service'),
      operation: textIn(input, 'operation'),
      input: objectIn(input, 'input'),
      signal: asked.signal,
    }),
}
