import { usePreferences } from '../shell/preferences.ts'
import { english, type Words } from './en.ts'
import { japanese } from './ja.ts'

export type { Words } from './en.ts'

export function useWords(): Words {
  return usePreferences().language === 'ja' ? japanese : english
}
