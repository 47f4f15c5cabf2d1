import { createContext, useContext } from 'react'
import type { SessionAnswer } from '../../../src/console/api/routes/session.ts'

export type Session = SessionAnswer
export type Person = NonNullable<SessionAnswer['signedIn']>

export interface SessionState {
  readonly session: Session
  readonly setSession: (session: Session) => void
}

export const SessionContext = createContext<SessionState | undefined>(undefined)

export function useSession(): SessionState {
  const state = useContext(SessionContext)
  // INVARIANT: every page stands within the session.
  if (state === undefined) throw new Error('a page outside the session')
  return state
}

/** Who is signed in; for pages that are shown to the signed in alone. */
export function usePerson(): Person {
  const { signedIn } = useSession().session
  if (signedIn === null) throw new Error('a page of the signed in, and nobody is')
  return signedIn
}
