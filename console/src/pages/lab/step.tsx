import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.ts'

/** One step of a story, with its number and whether it is done. */
export function Step({
  number,
  title,
  about,
  isDone,
  children,
}: {
  readonly number: number
  readonly title: string
  readonly about: string
  readonly isDone: boolean
  readonly children?: ReactNode
}) {
  const { lab: own } = useWords()
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={about}
          actions={
            <StatusIndicator type={isDone ? 'success' : 'pending'}>
              {isDone ? own.done : own.open}
            </StatusIndicator>
          }
        >
          {`${number}. ${title}`}
        </Header>
      }
    >
      <SpaceBetween size="s">{children}</SpaceBetween>
    </Container>
  )
}
