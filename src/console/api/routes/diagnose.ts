import { diagnose as diagnoseKey } from '../../../doctor/index.ts'
import { questionIn, reportOf } from '../../doctor/report.ts'
import { textIn } from '../../fault.ts'
import { languageIn } from '../language.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** Whether a principal may use a key, and why not. */
export const diagnose: Route = {
  name: 'diagnose',
  answer: (input, asked) => {
    const { connection } = requireSignedIn(asked)
    const lang = languageIn(input)
    const question = questionIn(input, lang, asked)
    const key = textIn(input, 'key').trim()
    return reportOf(lang, (out) => diagnoseKey(connection, { ...question, key, out }))
  },
}
