import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useWords } from '../../../words/words.ts'
import type { Lockout } from './verdict.ts'

const TYPES = { passed: 'success', failed: 'error', unknown: 'warning' } as const

/** Whether the person could change the key policy once more. */
export function LockoutStatus({
  lockout,
  person,
}: {
  readonly lockout: Lockout | undefined
  readonly person: string
}) {
  const { keyPolicy } = useWords()
  const own = keyPolicy.lockout
  if (lockout === undefined) return <StatusIndicator type="stopped">{own.unread}</StatusIndicator>
  return (
    <StatusIndicator type={TYPES[lockout]} wrapText>
      {own[lockout](person)}
    </StatusIndicator>
  )
}
