import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import type { Asked } from '../api/use-answer.ts'
import { useWords } from '../words/words.ts'
import { FailureAlert } from './failure-alert.tsx'

/** A short table of what one question answered. */
export function SimpleList<Item>({
  title,
  empty,
  asked,
  items,
  columns,
  actions,
  keyId,
}: {
  readonly title: string
  readonly empty: string
  readonly asked: Pick<Asked<unknown>, 'loading' | 'failure' | 'again'>
  readonly items: readonly Item[]
  readonly columns: readonly TableProps.ColumnDefinition<Item>[]
  readonly actions?: ReactNode
  /** The key that it is about, for the doctor. */
  readonly keyId?: string
}) {
  const { loading } = useWords()
  // Nothing was answered, which is not that there is nothing.
  if (asked.failure) {
    const { failure, again } = asked
    return (
      <Container
        header={
          <Header variant="h2" actions={actions}>
            {title}
          </Header>
        }
      >
        <FailureAlert {...{ failure, again }} {...(keyId && { about: { key: keyId } })} />
      </Container>
    )
  }
  return (
    <Table
      variant="container"
      wrapLines
      items={items}
      loading={asked.loading}
      loadingText={loading}
      columnDefinitions={columns}
      ariaLabels={{ tableLabel: title }}
      empty={<Box textAlign="center">{empty}</Box>}
      header={
        <Header variant="h2" counter={`(${items.length})`} actions={actions}>
          {title}
        </Header>
      }
    />
  )
}
