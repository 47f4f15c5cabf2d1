import I18nProvider from '@cloudscape-design/components/i18n'
import { applyMode, Mode } from '@cloudscape-design/global-styles'
import { useEffect, useMemo, useState } from 'react'
import { call } from './api/call.ts'
import { useEnding, type Ending } from './api/ending.ts'
import { SessionContext, type Session } from './api/session.ts'
import { useAnswer } from './api/use-answer.ts'
import { FailureAlert } from './parts/failure-alert.tsx'
import { Waiting } from './parts/waiting.tsx'
import { SignInPage } from './pages/sign-in/sign-in-page.tsx'
import { usePlace } from './routes/location.ts'
import { AgreementDialog } from './shell/agreement-dialog.tsx'
import { useDesignMessages } from './shell/design-messages.ts'
import { EndedPage } from './shell/ended-page.tsx'
import { IdleWarning } from './shell/idle-warning.tsx'
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
  const [section] = usePlace().path
  const session = changed ?? asked.answer
  const state = useMemo(() => (session ? { session, setSession } : undefined), [session])
  const ending = useEnding()
  useSignedOut(ending, session, setSession)
  if (ending === 'NoLink') return <EndedPage />
  if (asked.failure) return <FailureAlert failure={asked.failure} again={asked.again} />
  if (state === undefined) return <Waiting />
  const { signedIn } = state.session
  return (
    <SessionContext value={state}>
      <SkipLink />
      <TopBar />
      {signedIn && section !== 'sign-in' ? <Layout /> : <SignInPage />}
      {signedIn && <AgreementDialog />}
      <IdleWarning />
    </SessionContext>
  )
}

/** Whatever call learned that nobody is signed in: the page where one signs in follows. */
function useSignedOut(
  ending: Ending | undefined,
  session: Session | undefined,
  setSession: (session: Session) => void,
): void {
  const isOut = ending === 'SignedOut' || ending === 'Expired'
  const isIn = Boolean(session?.signedIn)
  useEffect(() => {
    if (!isOut || !isIn) return
    call<Session>('sign-out').then(setSession, () => undefined)
  }, [isOut, isIn, setSession])
}
