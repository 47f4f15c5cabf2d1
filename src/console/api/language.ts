import type { Language } from '../../doctor/index.ts'
import type { JsonObject } from '../../base/json.ts'

/** The language of the page that asks: what is answered as sentences is in it. */
export const languageIn = ({ lang }: JsonObject): Language => (lang === 'ja' ? 'ja' : 'en')
