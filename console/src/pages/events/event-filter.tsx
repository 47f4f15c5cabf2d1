import DateRangePicker, {
  type DateRangePickerProps,
} from '@cloudscape-design/components/date-range-picker'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { useState } from 'react'
import { useWords } from '../../words/words.ts'
import { ATTRIBUTES, type Attribute, type Lookup } from './lookup.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** One attribute, as the event history takes it, and a stretch of time. */
export function EventFilter({
  lookup,
  change,
}: {
  readonly lookup: Lookup
  readonly change: (lookup: Lookup) => void
}) {
  const { events: words } = useWords()
  const { attribute, value } = lookup
  const options = ATTRIBUTES.map((id) => ({ value: id, label: words.attributes[id] }))
  const chosen = { value: attribute, label: words.attributes[attribute] }
  const choose = (next: Attribute): void => {
    change({ ...lookup, attribute: next, value: next === 'ReadOnly' ? 'false' : '' })
  }
  return (
    <>
      <div className="lookup-attribute">
        <Select
          selectedOption={chosen}
          options={options}
          inlineLabelText={words.lookupAttributes}
          onChange={({ detail }) => choose(detail.selectedOption.value as Attribute)}
        />
      </div>
      {attribute === 'ReadOnly' ? (
        <Select
          selectedOption={{ value, label: value }}
          options={[{ value: 'false' }, { value: 'true' }]}
          ariaLabel={words.attributes.ReadOnly}
          onChange={({ detail }) => change({ ...lookup, value: detail.selectedOption.value ?? '' })}
        />
      ) : (
        <ValueInput
          key={`${attribute} ${value}`}
          label={words.attributes[attribute]}
          value={value}
          change={(next) => change({ ...lookup, value: next })}
        />
      )}
      <DateRangePicker
        value={rangeOf(lookup)}
        relativeOptions={RELATIVE}
        isValidRange={() => ({ valid: true })}
        placeholder={words.anyTime}
        ariaLabel={words.anyTime}
        showClearButton
        onChange={({ detail }) => change({ attribute, value, ...stretchOf(detail.value) })}
      />
    </>
  )
}

/** Looked up when the person is done typing. */
function ValueInput({
  label,
  value,
  change,
}: {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
}) {
  const { events: words } = useWords()
  const [text, setText] = useState(value)
  const settle = (): void => {
    if (text.trim() !== value) change(text.trim())
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        settle()
      }}
    >
      <Input
        type="search"
        value={text}
        placeholder={words.enter(label)}
        ariaLabel={label}
        onChange={({ detail }) => setText(detail.value)}
        onBlur={settle}
      />
    </form>
  )
}

/** Those of AWS's console. */
const RELATIVE: readonly DateRangePickerProps.RelativeOption[] = [
  { key: '30m', amount: 30, unit: 'minute', type: 'relative' },
  { key: '1h', amount: 1, unit: 'hour', type: 'relative' },
  { key: '3h', amount: 3, unit: 'hour', type: 'relative' },
  { key: '12h', amount: 12, unit: 'hour', type: 'relative' },
]

function rangeOf({ lastMs, from, to }: Lookup): DateRangePickerProps.Value | null {
  if (lastMs !== undefined) {
    const [amount, unit] =
      lastMs % HOUR_MS === 0
        ? ([lastMs / HOUR_MS, 'hour'] as const)
        : ([lastMs / MINUTE_MS, 'minute'] as const)
    return { type: 'relative', amount, unit }
  }
  return from && to ? { type: 'absolute', startDate: from, endDate: to } : null
}

const UNITS: Readonly<Record<string, number>> = {
  second: 1000,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
}

function stretchOf(
  value: DateRangePickerProps.Value | null,
): Pick<Lookup, 'lastMs' | 'from' | 'to'> {
  if (value === null) return {}
  if (value.type === 'relative') return { lastMs: value.amount * (UNITS[value.unit] ?? DAY_MS) }
  const iso = (text: string): string => new Date(text).toISOString()
  return { from: iso(value.startDate), to: iso(value.endDate) }
}
