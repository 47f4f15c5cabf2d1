import Autosuggest from '@cloudscape-design/components/autosuggest'
import FormField from '@cloudscape-design/components/form-field'
import { useWords } from '../../words/words.ts'
import { useKeyRows } from '../keys/key-rows.ts'

/** Chosen among the keys of the account and Region, or typed in. */
export function KeyField({
  label,
  value,
  change,
  problem,
}: {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  readonly problem: string
}) {
  const { loading: loadingText, doctor: own } = useWords()
  const { rows, loading } = useKeyRows()
  const options = rows.flatMap(({ id, aliases }) =>
    aliases.length === 0
      ? [{ value: id }]
      : aliases.map((alias) => ({ value: alias, description: id, filteringTags: [id] })),
  )
  return (
    <FormField label={label} description={own.keyHint} errorText={problem}>
      <Autosuggest
        value={value}
        options={options}
        onChange={({ detail }) => change(detail.value)}
        enteredTextLabel={own.use}
        statusType={loading ? 'loading' : 'finished'}
        loadingText={loadingText}
        empty={own.noSuggestions}
        placeholder="alias/…"
      />
    </FormField>
  )
}
