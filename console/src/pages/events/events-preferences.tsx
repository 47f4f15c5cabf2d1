import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useWords } from '../../words/words.ts'

export interface TablePreferences {
  readonly pageSize: number
  readonly columns: readonly { readonly id: string; readonly visible: boolean }[]
}

export function EventsPreferences({
  table: { pageSize, columns },
  change,
}: {
  readonly table: TablePreferences
  readonly change: (table: TablePreferences) => void
}) {
  const { events: words } = useWords()
  const options = Object.entries(words.columns).map(([id, label]) => ({
    id,
    label,
    ...(id === 'name' && { alwaysVisible: true }),
  }))
  return (
    <CollectionPreferences
      preferences={{ pageSize, contentDisplay: columns }}
      onConfirm={({ detail }) =>
        change({
          pageSize: detail.pageSize ?? pageSize,
          columns: detail.contentDisplay ?? columns,
        })
      }
      pageSizePreference={{
        options: [10, 20, 50].map((value) => ({ value, label: String(value) })),
      }}
      contentDisplayPreference={{ options }}
    />
  )
}
