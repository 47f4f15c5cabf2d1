import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState, type FormEvent } from 'react'
import { call, type CallFailed } from '../api/call.ts'
import { usePerson, useSession, type Session } from '../api/session.ts'
import { failureOf } from '../api/use-answer.ts'
import { FailureAlert } from '../parts/failure-alert.tsx'
import { useWords } from '../words/words.ts'

/** Becomes a role, by its ARN or by its name in this account. */
export function RoleDialog({ close }: { readonly close: () => void }) {
  const { person, cancel } = useWords()
  const { account } = usePerson()
  const { setSession } = useSession()
  const [role, setRole] = useState('')
  const [failure, setFailure] = useState<CallFailed>()
  const [busy, setBusy] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setBusy(true)
    const name = role.trim().replace(/^role\//, '')
    const roleArn = name.startsWith('arn:') ? name : `arn:aws:iam::${account}:role/${name}`
    call<Session>('assume-role', { roleArn }).then(
      (session) => {
        setSession(session)
        close()
      },
      (thrown: unknown) => {
        setFailure(failureOf(thrown))
        setBusy(false)
      },
    )
  }
  return (
    <Modal visible header={person.assumeRole} onDismiss={close}>
      <form onSubmit={submit}>
        <SpaceBetween size="m">
          <FailureAlert failure={failure} />
          <FormField label={person.roleArn} description={person.roleHint}>
            <Input value={role} onChange={({ detail }) => setRole(detail.value)} />
          </FormField>
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" variant="link" onClick={close}>
                {cancel}
              </Button>
              <Button variant="primary" loading={busy} disabled={role.trim() === ''}>
                {person.assume}
              </Button>
            </SpaceBetween>
          </Box>
        </SpaceBetween>
      </form>
    </Modal>
  )
}
