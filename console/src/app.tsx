import I18nProvider from '@cloudscape-design/components/i18n'
import { applyMode, Mode } from '@cloudscape-design/global-styles'
import { useEffect, useMemo, useState } from 'react'
import { call } from './api/call.ts'
import { SessionContext, type Session } from './api/session.ts'
import { useAnswer } from './api/use-answer.ts'
import { FailureAlert } from './parts/failure-alert.tsx'
import { Waiting } from './parts/waiting.tsx'
import { SignInPage } from './pages/sign-in/sign-in-page.tsx'
import { useDesignMessages } from './shell/design-messages.ts'
import { Layout } from './shell/layout.tsx'
import { usePreferences } from './shell/preferences.ts'
import { SkipLink } from './shell/skip-link.tsx'
import { useDark } from './shell/use-dark.ts'
import { TopBar } from './shell/top-bar.tsx'

export function App() {
  const { language } = usePreferences()
  const isDark = useDark()
  const messages = useDesignMessages(language)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => applyMode(isDark ? Mode.Dark : Mode.Light), [isDark])
  if (messages === undefined) return null
  return (
    <I18nProvider locale={language} messages={messages}>
      <Inside />
    </I18nProvider>
  )
}

function Inside() {
  const asked = useAnswer((signal) => call<Session>('session', {}, { signal }), 'session')
  const [changed, setSession] = useState<Session>()
  const session = changed ?? asked.answer
  const state = useMemo(() => (session ? { session, setSession } : undefined), [session])
  if (asked.failure) return <FailureAlert failure={asked.failure} again={asked.again} />
  if (state === undefined) return <Waiting />
  return (
    <SessionContext value={state}>
      <SkipLink />
      <TopBar />
      {state.session.signedIn ? <Layout /> : <SignInPage />}
    </SessionContext>
  )
}
