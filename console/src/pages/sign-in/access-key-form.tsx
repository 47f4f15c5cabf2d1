import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState, type FormEvent } from 'react'
import { useWords } from '../../words/words.ts'

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** The secret is forgotten by the page as soon as it has been sent. */
export function AccessKeyForm({
  busy,
  submit,
}: {
  readonly busy: boolean
  readonly submit: (key: AccessKey) => void
}) {
  const { signIn } = useWords()
  const [accessKeyId, setAccessKeyId] = useState('')
  const [secretAccessKey, setSecretAccessKey] = useState('')
  const [sessionToken, setSessionToken] = useState('')
  const send = (event: FormEvent): void => {
    event.preventDefault()
    submit({ accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) })
    setSecretAccessKey('')
    setSessionToken('')
  }
  const isReady = accessKeyId.trim() !== '' && secretAccessKey.trim() !== ''
  return (
    <form onSubmit={send} autoComplete="off">
      <Container header={<Header variant="h2">{signIn.key}</Header>}>
        <Form
          actions={
            <Button variant="primary" loading={busy} disabled={!isReady}>
              {signIn.submit}
            </Button>
          }
        >
          <SpaceBetween size="m">
            <FormField label={signIn.accessKeyId}>
              <Input
                value={accessKeyId}
                spellcheck={false}
                onChange={({ detail }) => setAccessKeyId(detail.value)}
              />
            </FormField>
            <FormField label={signIn.secretAccessKey}>
              <Input
                type="password"
                value={secretAccessKey}
                onChange={({ detail }) => setSecretAccessKey(detail.value)}
              />
            </FormField>
            <FormField label={signIn.sessionToken}>
              <Input
                type="password"
                value={sessionToken}
                onChange={({ detail }) => setSessionToken(detail.value)}
              />
            </FormField>
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  )
}
