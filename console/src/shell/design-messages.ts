import type { I18nProviderProps } from '@cloudscape-design/components/i18n'
import english from '@cloudscape-design/components/i18n/messages/all.en.json'
import { useEffect, useState } from 'react'
import type { Language } from './preferences.ts'

type Messages = readonly I18nProviderProps.Messages[]

/** The design system's own words. Undefined while they are on their way. */
export function useDesignMessages(language: Language): Messages | undefined {
  const [japanese, setJapanese] = useState<Messages>()
  useEffect(() => {
    if (language !== 'ja') return
    void import('@cloudscape-design/components/i18n/messages/all.ja.json').then((module) =>
      setJapanese([module.default]),
    )
  }, [language])
  return language === 'ja' ? japanese : [english]
}
