import {
  connect,
  diagnoseError as diagnoseText,
  disconnect,
  readError,
  type Connection,
} from '../../../doctor/index.ts'
import { questionIn, reportOf } from '../../doctor/report.ts'
import { consoleFailure, optionalTextIn, textIn } from '../../fault.ts'
import { languageIn } from '../language.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** Why AWS refused what somebody pasted: an error message, or an event. */
export const diagnoseError: Route = {
  name: 'diagnose-error',
  answer: (input, asked) => {
    const { connection } = requireSignedIn(asked)
    const error = readError(textIn(input, 'error'))
    if (error === undefined) {
      throw consoleFailure('NotUnderstood', 'notUnderstood', {})
    }
    const lang = languageIn(input)
    const key = optionalTextIn(input, 'key')?.trim()
    const question = { ...questionIn(input, lang, asked), ...(key && { key }) }
    return inRegionOf(error.region, connection, (there) =>
      reportOf(lang, (out) => diagnoseText(there, error, { ...question, out })),
    )
  },
}

/** The key is where the error came from, whichever Region the page is in. */
async function inRegionOf<Result>(
  region: string | undefined,
  connection: Connection,
  work: (there: Connection) => Promise<Result>,
): Promise<Result> {
  if (region === undefined || region === connection.options.region) return work(connection)
  const there = connect({ ...connection.options, region })
  try {
    return await work(there)
  } finally {
    disconnect(there)
  }
}
