import { objectIn, textIn } from '../../fault.ts'
import { callAws } from '../../aws/call-aws.ts'
import { isChange } from '../../aws/is-change.ts'
import { requireAgreement } from '../../session/agreement.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** One operation of AWS's, as whom the browser speaks: those of the list and no other. */
export const aws: Route = {
  name: 'aws',
  answer: (request, asked) => {
    const { connection } = requireSignedIn(asked)
    const service = textIn(request, 'service')
    const operation = textIn(request, 'operation')
    const input = objectIn(request, 'input')
    if (isChange(operation, input)) requireAgreement(`${service}:${operation}`, request, asked)
    return callAws(connection, { service, operation, input, signal: asked.signal })
  },
}
