import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import LiveRegion from '@cloudscape-design/components/live-region'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useEffect, useState } from 'react'
import type { ReadError } from '../../../../src/doctor/index.ts'
import { call } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useWords } from '../../words/words.ts'

/** While somebody types, nothing is asked. */
const pauseMs = 250

/** What was pasted, and at once what the doctor understands of it. */
export function ErrorField({
  value,
  change,
  problem,
}: {
  readonly value: string
  readonly change: (value: string) => void
  readonly problem: string
}) {
  const { doctor: own } = useWords()
  return (
    <SpaceBetween size="m">
      <FormField label={own.error} description={own.errorHint} errorText={problem} stretch>
        <Textarea
          value={value}
          rows={6}
          spellcheck={false}
          onChange={({ detail }) => change(detail.value)}
        />
      </FormField>
      <Understood text={value} />
    </SpaceBetween>
  )
}

function Understood({ text }: { readonly text: string }) {
  const { doctor: own } = useWords()
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  const { answer } = useAnswer(
    (signal) =>
      settled.trim() === ''
        ? Promise.resolve(undefined)
        : call<ReadError | null>('read-error', { error: settled }, { signal }),
    settled,
  )
  if (answer === undefined) return null
  return (
    <LiveRegion>
      <Box variant="h3">{own.understood}</Box>
      {answer === null ? (
        <Box color="text-status-warning">{own.notUnderstood}</Box>
      ) : (
        <Reading error={answer} />
      )}
    </LiveRegion>
  )
}

function Reading({ error }: { readonly error: ReadError }) {
  const { doctor: own } = useWords()
  const { says, principal, action, resource, account, region, via, eventId, denial } = error
  const told = { principal, action, resource, account, region, via, eventId }
  const labels = own.understoodLabels
  const facts = Object.entries(told).flatMap(([name, value]) =>
    value ? [{ label: labels[name as keyof typeof told], value: <Told text={value} /> }] : [],
  )
  const context = Object.entries(error.context).map(([label, value]) => ({ label, value }))
  const sentence = denial
    ? [{ label: labels.sentence, value: <Told text={denial.sentence} /> }]
    : []
  return (
    <KeyValuePairs
      columns={2}
      items={[{ label: labels.says, value: own.says[says] }, ...facts, ...context, ...sentence]}
    />
  )
}

function Told({ text }: { readonly text: string }) {
  return <span className="told">{text}</span>
}
