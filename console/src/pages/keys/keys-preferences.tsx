import CollectionPreferences, {
  type CollectionPreferencesProps,
} from '@cloudscape-design/components/collection-preferences'
import { useWords } from '../../words/words.ts'

export interface TablePreferences {
  readonly pageSize: number
  readonly wrapLines: boolean
  readonly columns: readonly { readonly id: string; readonly visible: boolean }[]
}

export const firstTable: TablePreferences = {
  pageSize: 20,
  wrapLines: false,
  columns: ['alias', 'id', 'audit', 'state', 'spec', 'usage', 'origin', 'created'].map((id) => ({
    id,
    visible: !['origin', 'created'].includes(id),
  })),
}

export function KeysPreferences({
  preferences: { pageSize, wrapLines, columns },
  change,
}: {
  readonly preferences: TablePreferences
  readonly change: (preferences: TablePreferences) => void
}) {
  const { keys: words } = useWords()
  const confirm = ({ detail }: { readonly detail: CollectionPreferencesProps.Preferences }) =>
    change({
      pageSize: detail.pageSize ?? pageSize,
      wrapLines: detail.wrapLines ?? wrapLines,
      columns: detail.contentDisplay ?? columns,
    })
  const options = Object.entries(words.columns).map(([id, label]) => ({
    id,
    label,
    ...(id === 'id' && { alwaysVisible: true }),
  }))
  return (
    <CollectionPreferences
      preferences={{ pageSize, wrapLines, contentDisplay: columns }}
      onConfirm={confirm}
      pageSizePreference={{
        options: [20, 50, 100].map((value) => ({ value, label: String(value) })),
      }}
      wrapLinesPreference={{}}
      contentDisplayPreference={{ options }}
    />
  )
}
