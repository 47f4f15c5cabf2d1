import { useCallback } from 'react'
import { call } from '../api/call.ts'
import { useSession, type Session } from '../api/session.ts'
import { useKept } from './use-kept.ts'

const RECENT_MAX = 5

/** The ARNs of the roles that this browser switched to, the last first. */
export const useRecentRoles = () => useKept<readonly string[]>('recent-roles', [])

/** Becomes a role by its ARN; a role that let somebody in is one of the recent ones. */
export function useSwitchRole(): (roleArn: string) => Promise<void> {
  const { setSession } = useSession()
  const [recent, keep] = useRecentRoles()
  return useCallback(
    async (roleArn) => {
      const session = await call<Session>('assume-role', { roleArn })
      keep([roleArn, ...recent.filter((one) => one !== roleArn)].slice(0, RECENT_MAX))
      setSession(session)
    },
    [recent, keep, setSession],
  )
}
