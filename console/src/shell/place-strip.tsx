import { useSession, type Session } from '../api/session.ts'
import { useWords, type Words } from '../words/words.ts'

/** Which AWS it is that everything below is about: nobody shall take the real one for a stack. */
export function PlaceStrip() {
  const { session } = useSession()
  const words = useWords()
  const { signedIn, kind } = session
  if (kind === 'aws' && signedIn === null) return null
  return <div className={`place-strip ${kind}`}>{textOf(session, words)}</div>
}

function textOf({ kind, endpoint, signedIn }: Session, { place }: Words): string {
  if (kind === 'stack' || signedIn === null) return place.stack(endpoint ?? '')
  const { account, by, before } = signedIn
  const who = before.length > 0 ? place.byRole(by) : place.byProfile(by)
  return endpoint === null ? place.aws(account, who) : place.elsewhere(endpoint, account, who)
}
