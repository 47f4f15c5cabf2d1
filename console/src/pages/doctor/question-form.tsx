import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { useWords } from '../../words/words.ts'
import { ActionsField } from './actions-field.tsx'
import { ErrorField } from './error-field.tsx'
import { KeyField } from './key-field.tsx'
import { PrincipalField } from './principal-field.tsx'
import { isWhole, type Question } from './question.ts'

export function QuestionForm({
  question,
  ask,
  isRunning,
  isFocused,
}: {
  readonly question: Question
  readonly ask: (question: Question) => void
  readonly isRunning: boolean
  /** It was unfolded, and the button that did it is gone. */
  readonly isFocused: boolean
}) {
  const { doctor: own } = useWords()
  const [draft, setDraft] = useState(question)
  const [isMissing, setMissing] = useState(false)
  const form = useFirstFieldFocus(isFocused)
  const change = (part: Partial<Question>): void => {
    setDraft((old) => ({ ...old, ...part }))
    setMissing(false)
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setMissing(!isWhole(draft))
    if (isWhole(draft)) ask(draft)
  }
  const isOfKey = draft.by === 'key'
  return (
    <form ref={form} onSubmit={submit}>
      <Form
        actions={
          <Button variant="primary" loading={isRunning}>
            {own.ask}
          </Button>
        }
      >
        <Container header={<Header variant="h2">{own.question}</Header>}>
          <SpaceBetween size="m">
            <WhatAbout by={draft.by} change={(by) => change({ by })} />
            {!isOfKey && (
              <ErrorField
                value={draft.error}
                change={(error) => change({ error })}
                problem={isMissing ? own.needError : ''}
              />
            )}
            <KeyField
              label={isOfKey ? own.key : own.keyOptional}
              value={draft.key}
              change={(key) => change({ key })}
              problem={isMissing && isOfKey ? own.needKey : ''}
            />
            {isOfKey && (
              <PrincipalField
                value={draft.principal}
                change={(principal) => change({ principal })}
              />
            )}
            {isOfKey && (
              <ActionsField value={draft.actions} change={(actions) => change({ actions })} />
            )}
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  )
}

function WhatAbout({
  by,
  change,
}: {
  readonly by: Question['by']
  readonly change: (by: Question['by']) => void
}) {
  const { doctor: own } = useWords()
  return (
    <SegmentedControl
      label={own.byLabel}
      selectedId={by}
      options={[
        { id: 'key', text: own.by.key },
        { id: 'error', text: own.by.error },
      ]}
      onChange={({ detail }) => change(detail.selectedId as Question['by'])}
    />
  )
}

/** For the form whose first field the focus goes to. */
function useFirstFieldFocus(isFocused: boolean) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (isFocused) form.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [isFocused])
  return form
}
