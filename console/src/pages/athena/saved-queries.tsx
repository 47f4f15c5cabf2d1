import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { aws } from '../../api/aws.ts'
import { usePerson } from '../../api/session.ts'
import type { CallFailed } from '../../api/call.ts'
import { failureOf, useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { SimpleList } from '../../parts/simple-list.tsx'
import { lastKey } from '../../shell/last-key.ts'
import { useWords } from '../../words/words.ts'
import { READY_QUERIES } from './article-queries.ts'
import { inEditor } from './in-editor.ts'
import { logTableIn, type CatalogTable } from './catalog.ts'
import type { Settings } from './use-query.ts'

interface NamedQuery {
  readonly NamedQueryId: string
  readonly Name: string
  readonly Description?: string
  readonly QueryString: string
}

/** Of the documentation: to be replaced. */
const EXAMPLE_KEY = '1234abcd-12ab-34cd-56ef-1234567890ab'

/** Queries that stand ready, and those that people saved in the workgroup. */
export function SavedQueries({
  settings: { workgroup, database },
  tables,
  text,
}: {
  readonly settings: Settings
  readonly tables: readonly CatalogTable[]
  readonly text: string
}) {
  const { athena: own } = useWords()
  const asked = useAnswer((signal) => namedQueries(workgroup, signal), workgroup)
  const [failure, setFailure] = useState<CallFailed>()
  const change = (operation: string, input: object): void => {
    aws('athena', operation, input).then(asked.again, (thrown: unknown) =>
      setFailure(failureOf(thrown)),
    )
  }
  return (
    <SpaceBetween size="l">
      <ReadyQueries tables={tables} />
      <FailureAlert failure={failure} />
      <SimpleList
        title={own.tabs.saved}
        empty={own.noSaved}
        asked={asked}
        items={asked.answer ?? []}
        columns={[
          {
            id: 'name',
            header: own.name,
            isRowHeader: true,
            cell: ({ Name, QueryString }) => <Link href={inEditor(QueryString)}>{Name}</Link>,
          },
          {
            id: 'query',
            header: own.query,
            cell: ({ QueryString }) => <Box variant="code">{QueryString.slice(0, 120)}</Box>,
          },
          {
            id: 'delete',
            header: own.delete,
            cell: ({ Name, NamedQueryId }) => (
              <Button
                iconName="remove"
                variant="inline-icon"
                ariaLabel={own.deleteOf(Name)}
                onClick={() => change('DeleteNamedQuery', { NamedQueryId })}
              />
            ),
          },
        ]}
      />
      <SaveForm
        save={(Name) =>
          change('CreateNamedQuery', {
            ...{ Name, Database: database, QueryString: text, WorkGroup: workgroup },
          })
        }
      />
    </SpaceBetween>
  )
}

function ReadyQueries({ tables }: { readonly tables: readonly CatalogTable[] }) {
  const { athena: own } = useWords()
  const { region, account } = usePerson()
  const logs = logTableIn(tables)
  const table = logs ? `${logs.database}.${logs.name}` : 'default.cloudtrail_logs'
  const viewed = lastKey()
  const key = `arn:aws:kms:${region}:${account}:key/${viewed ?? EXAMPLE_KEY}`
  const about = viewed === undefined ? own.readyAboutNone : own.readyAbout(viewed)
  return (
    <Container
      header={
        <Header variant="h2" description={about}>
          {own.ready}
        </Header>
      }
    >
      <SpaceBetween size="xs">
        {READY_QUERIES.map(({ id, sql }) => (
          <div key={id}>
            <Link href={inEditor(sql(table, key))}>{own.readyQueries[id]}</Link>
          </div>
        ))}
      </SpaceBetween>
    </Container>
  )
}

function SaveForm({ save }: { readonly save: (name: string) => void }) {
  const { athena: own } = useWords()
  const [name, setName] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save(name.trim())
        setName('')
      }}
    >
      <FormField label={own.saveAs}>
        <SpaceBetween direction="horizontal" size="xs">
          <Input value={name} onChange={({ detail }) => setName(detail.value)} />
          <Button disabled={name.trim() === ''}>{own.save}</Button>
        </SpaceBetween>
      </FormField>
    </form>
  )
}

async function namedQueries(WorkGroup: string, signal: AbortSignal) {
  const found: NamedQuery[] = []
  let NextToken: string | undefined
  do {
    const page = await aws<{ NamedQueryIds?: readonly string[]; NextToken?: string }>(
      'athena',
      'ListNamedQueries',
      { WorkGroup, MaxResults: 50, ...(NextToken && { NextToken }) },
      { signal },
    )
    const { NamedQueryIds = [] } = page
    if (NamedQueryIds.length > 0) {
      const { NamedQueries = [] } = await aws<{ NamedQueries?: readonly NamedQuery[] }>(
        'athena',
        'BatchGetNamedQuery',
        { NamedQueryIds },
        { signal },
      )
      found.push(...NamedQueries)
    }
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return found.toSorted((one, other) => one.Name.localeCompare(other.Name))
}
