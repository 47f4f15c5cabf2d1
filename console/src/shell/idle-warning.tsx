import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { lastAskedMs } from '../api/last-asked.ts'
import { useSession, type Session } from '../api/session.ts'
import { useWords } from '../words/words.ts'

const WARNED_SECONDS = 60

/** A minute before the server lets nobody in any more, there is a way to stay. */
export function IdleWarning() {
  const { session } = useSession()
  const { failures } = useWords()
  const { idle } = failures
  const left = useTimeLeft(session)
  const isOver = left.seconds <= 0
  useEffect(() => {
    // The server counts by its own clock: what it answers says whether it is over.
    if (isOver) void call('session').catch(() => undefined)
  }, [isOver])
  if (isOver || left.seconds > WARNED_SECONDS) return null
  const stay = (): void => void call('session').catch(() => undefined)
  return (
    <Modal
      visible
      header={idle.title}
      onDismiss={stay}
      footer={
        !left.isEnd && (
          <Box float="right">
            <Button variant="primary" onClick={stay}>
              {idle.stay}
            </Button>
          </Box>
        )
      }
    >
      {left.isEnd ? idle.saysEnd(left.seconds) : idle.says(left.seconds)}
    </Modal>
  )
}

interface TimeLeft {
  readonly seconds: number
  /** The time of the browser is over, however busy it is. */
  readonly isEnd: boolean
}

/** Changes within the last minute only. */
function useTimeLeft({ idleMs, endsAt }: Session): TimeLeft {
  const [left, setLeft] = useState<TimeLeft>({ seconds: Number.MAX_SAFE_INTEGER, isEnd: false })
  useEffect(() => {
    const look = (): void => {
      const idleLeftMs = lastAskedMs() + idleMs - Date.now()
      const endLeftMs = Date.parse(endsAt) - Date.now()
      const seconds = Math.ceil(Math.min(idleLeftMs, endLeftMs) / 1000)
      const told = seconds > WARNED_SECONDS ? WARNED_SECONDS + 1 : Math.max(seconds, 0)
      const isEnd = endLeftMs < idleLeftMs
      setLeft((old) =>
        old.seconds === told && old.isEnd === isEnd ? old : { seconds: told, isEnd },
      )
    }
    look()
    const timer = setInterval(look, 1000)
    return () => clearInterval(timer)
  }, [idleMs, endsAt])
  return left
}
