import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState, type FormEvent } from 'react'
import { setAskPerson } from '../api/agreement.ts'
import { usePerson, useSession } from '../api/session.ts'
import { useWords } from '../words/words.ts'

interface Question {
  readonly what: string
  readonly answer: (account: string | undefined) => void
}

/** Away from a stack every change is asked about once more, whichever page it comes from. */
export function AgreementDialog() {
  const [questions, setQuestions] = useState<readonly Question[]>([])
  useEffect(() => {
    setAskPerson(
      (what) =>
        new Promise((answer) => {
          setQuestions((old) => [...old, { what, answer }])
        }),
    )
  }, [])
  const [question] = questions
  if (question === undefined) return null
  const settle = (account: string | undefined): void => {
    question.answer(account)
    setQuestions((old) => old.slice(1))
  }
  return <Ask what={question.what} settle={settle} />
}

function Ask({
  what,
  settle,
}: {
  readonly what: string
  readonly settle: (account: string | undefined) => void
}) {
  const { agreement, cancel } = useWords()
  const { account } = usePerson()
  const isAws = useSession().session.endpoint === null
  const [typed, setTyped] = useState('')
  const given = typed.replaceAll(/[\s-]/g, '')
  const isRight = given === account
  const agree = (event: FormEvent): void => {
    event.preventDefault()
    if (isRight) settle(given)
  }
  return (
    <Modal
      visible
      header={isAws ? agreement.title : agreement.titleElsewhere}
      onDismiss={() => settle(undefined)}
    >
      <form onSubmit={agree}>
        <SpaceBetween size="m">
          <Box>{agreement.says(what, account)}</Box>
          <FormField
            label={agreement.account}
            errorText={given.length >= account.length && !isRight ? agreement.wrong : ''}
          >
            <Input
              value={typed}
              inputMode="numeric"
              onChange={({ detail }) => setTyped(detail.value)}
            />
          </FormField>
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" variant="link" onClick={() => settle(undefined)}>
                {cancel}
              </Button>
              <Button variant="primary" disabled={!isRight}>
                {agreement.change}
              </Button>
            </SpaceBetween>
          </Box>
        </SpaceBetween>
      </form>
    </Modal>
  )
}
