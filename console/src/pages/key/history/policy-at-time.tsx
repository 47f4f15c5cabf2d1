import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TimeInput from '@cloudscape-design/components/time-input'
import { useState } from 'react'
import { PolicyView } from '../../../parts/policy-view.tsx'
import { timeText } from '../../../parts/time-text.ts'
import { useWords } from '../../../words/words.ts'
import type { Version } from './history-entry.tsx'

/** The version that was in force at a time; events are told to the second. */
export function PolicyAtTime({
  versions,
  at,
  change,
  restore,
}: {
  /** The oldest first. */
  readonly versions: readonly Version[]
  /** ISO 8601, UTC; empty: none is asked for. */
  readonly at: string
  readonly change: (at: string) => void
  readonly restore: (eventId: string) => void
}) {
  const own = useWords().keyPolicy.history
  const [date, setDate] = useState(() => localParts(at).date)
  const [time, setTime] = useState(() => localParts(at).time)
  const asked = timeOf(date, time)
  return (
    <Container header={<Header variant="h3">{own.at}</Header>}>
      <SpaceBetween size="m">
        <div className="fields">
          <FormField label={own.date}>
            <DatePicker
              value={date}
              placeholder="YYYY/MM/DD"
              onChange={({ detail }) => setDate(detail.value)}
            />
          </FormField>
          <FormField label={own.time} description={own.timeHint}>
            <TimeInput
              value={time}
              placeholder="hh:mm:ss"
              onChange={({ detail }) => setTime(detail.value)}
            />
          </FormField>
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={asked === undefined} onClick={() => change(asked ?? '')}>
              {own.show}
            </Button>
            {at !== '' && <Button onClick={() => change('')}>{own.clear}</Button>}
          </SpaceBetween>
        </div>
        {at !== '' && <InForce at={at} versions={versions} restore={restore} />}
      </SpaceBetween>
    </Container>
  )
}

function InForce({
  at,
  versions,
  restore,
}: {
  readonly at: string
  readonly versions: readonly Version[]
  readonly restore: (eventId: string) => void
}) {
  const own = useWords().keyPolicy.history
  const found = versions.findLast(({ eventTime }) => eventTime <= at)
  if (found === undefined) return <Box>{own.noneAt}</Box>
  const isCurrent = found === versions.at(-1)
  return (
    <section aria-label={own.at} aria-live="polite">
      <Header
        variant="h3"
        actions={
          !isCurrent && (
            <Button ariaLabel={own.restoreOf(found.number)} onClick={() => restore(found.eventId)}>
              {own.restore}
            </Button>
          )
        }
      >
        {own.version(found.number)}: {own.inForceAt(timeText(at))}
      </Header>
      <PolicyView text={JSON.stringify(found.policy)} />
    </section>
  )
}

/** Undefined for what is no time. Without milliseconds, as events have it. */
function timeOf(date: string, time: string): string | undefined {
  const [hour = '23', minute = '59', second = '59'] = time === '' ? [] : time.split(':')
  const found = new Date(`${date}T${hour}:${minute}:${second}`)
  if (Number.isNaN(found.getTime())) return undefined
  return found.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** In the zone of the browser. */
function localParts(at: string): { readonly date: string; readonly time: string } {
  const found = new Date(at)
  if (at === '' || Number.isNaN(found.getTime())) return { date: '', time: '' }
  const two = (part: number): string => String(part).padStart(2, '0')
  const date = `${found.getFullYear()}-${two(found.getMonth() + 1)}-${two(found.getDate())}`
  const time = [found.getHours(), found.getMinutes(), found.getSeconds()].map(two).join(':')
  return { date, time }
}
