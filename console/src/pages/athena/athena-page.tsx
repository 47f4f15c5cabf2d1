import SpaceBetween from '@cloudscape-design/components/space-between'
import Header from '@cloudscape-design/components/header'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Tabs from '@cloudscape-design/components/tabs'
import { useEffect, useState } from 'react'
import { useAnswer } from '../../api/use-answer.ts'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { goTo, linkTo, replacePlace, usePlace } from '../../routes/location.ts'
import { useKept } from '../../shell/use-kept.ts'
import { useAthenaSettings } from './use-athena-settings.ts'
import { useWords } from '../../words/words.ts'
import { readCatalog } from './catalog.ts'
import { ATHENA_TABS, type AthenaTab } from './athena-tabs.ts'
import { CatalogTree } from './catalog-tree.tsx'
import { inEditor } from './in-editor.ts'
import { QueryEditor } from './query-editor.tsx'
import { RecentQueries } from './recent-queries.tsx'
import { SavedQueries } from './saved-queries.tsx'
import { previewQuery } from './article-queries.ts'
import { useQuery, type Settings } from './use-query.ts'

/** Queries over the logs of trails, for what the event history has forgotten. */
export function AthenaPage({ tab }: { readonly tab: AthenaTab }) {
  const { athena: own, pages } = useWords()
  const asked = usePlace().query.get('sql')
  const [kept, setKept] = useKept('athena-sql', own.firstQuery)
  const [typed, setTyped] = useState<string>()
  const [settings, setSettings] = useAthenaSettings()
  const catalog = useAnswer((signal) => readCatalog(signal), 'catalog')
  const query = useQuery()
  const text = typed ?? asked ?? kept
  // Another link is another question, whatever was typed before.
  useEffect(() => setTyped(undefined), [asked])
  const change = (sql: string): void => {
    setTyped(sql)
    setKept(sql)
  }
  const run = (sql: string): void => {
    setKept(sql)
    replacePlace(inEditor(sql))
    query.run(sql, settings)
  }
  const showRun = (id: string): void => {
    query.show(id)
    goTo(linkTo(['athena', 'editor']))
  }
  const tables = catalog.answer ?? []
  const contents: Readonly<Record<AthenaTab, React.ReactNode>> = {
    editor: (
      <SpaceBetween size="l">
        <QueryEditor
          text={text}
          change={change}
          tables={tables}
          settings={settings}
          setSettings={setSettings}
          query={query}
          run={run}
          ran={catalog.again}
        />
        <CatalogTree
          catalog={catalog}
          insert={(name) => change(`${text}\n${name}`)}
          preview={(name) => run(previewQuery(name))}
        />
      </SpaceBetween>
    ),
    recent: <RecentQueries workgroup={settings.workgroup} show={showRun} />,
    saved: <SavedQueries settings={settings} tables={tables} text={text} />,
  }
  return (
    <ContentLayout header={<Header variant="h1">{pages.athena}</Header>}>
      <SpaceBetween size="l">
        <Tabs
          activeTabId={tab}
          ariaLabel={pages.athena}
          onChange={({ detail }) => goTo(linkTo(['athena', detail.activeTabId]))}
          tabs={ATHENA_TABS.map((id) => ({
            id,
            label: own.tabs[id],
            content: id === tab && contents[id],
          }))}
        />
        <AwsCommand words={commandOf(text, settings)} />
      </SpaceBetween>
    </ContentLayout>
  )
}

const commandOf = (text: string, { workgroup, output }: Settings): readonly string[] => [
  ...['athena', 'start-query-execution', '--work-group', workgroup, '--query-string', text],
  ...(output ? ['--result-configuration', `OutputLocation=${output}`] : []),
]
