import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import SpaceBetween from '@cloudscape-design/components/space-between'
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
  return (
    <SpaceBetween size="m">
      <FailureAlert
        failure={asked.failure}
        again={asked.again}
        {...(keyId && { about: { key: keyId } })}
      />
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
    </SpaceBetween>
  )
}
