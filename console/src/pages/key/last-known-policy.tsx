import Alert from '@cloudscape-design/components/alert'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect } from 'react'
import type { History } from '../../../../src/doctor/index.ts'
import { call } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'

/** In place of a key policy that may not be read: the last one that events tell of. */
export function LastKnownPolicy({
  keyId,
  found,
}: {
  readonly keyId: string
  readonly found: (text: string) => void
}) {
  const own = useWords().keyPolicy.lastKnown
  const asked = useAnswer((signal) => call<History>('history', { key: keyId }, { signal }), keyId)
  const last = asked.answer?.entries.findLast((entry) => entry.kind === 'version')
  const text = last && JSON.stringify(last.policy, undefined, 2)
  useEffect(() => {
    if (text !== undefined) found(text)
  }, [text, found])
  if (asked.loading) return <StatusIndicator type="loading">{own.looking}</StatusIndicator>
  if (asked.failure) return <FailureAlert failure={asked.failure} again={asked.again} />
  if (last === undefined) return <StatusIndicator type="info">{own.none}</StatusIndicator>
  return (
    <Alert
      type="warning"
      header={own.title}
      action={<Link href={linkTo(['keys', keyId, 'history'])}>{own.toHistory}</Link>}
    >
      {own.says(last.eventName, timeText(last.eventTime))}
    </Alert>
  )
}
