import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState, type FormEvent } from 'react'
import type { CallFailed } from '../api/call.ts'
import { usePerson } from '../api/session.ts'
import { failureOf } from '../api/use-answer.ts'
import { FailureAlert } from '../parts/failure-alert.tsx'
import { useWords } from '../words/words.ts'
import { RoleSuggestions } from './role-suggestions.tsx'
import { useSwitchRole } from './use-switch-role.ts'

/** Becomes a role: one that is suggested, or by its ARN, or by its name in this account. */
export function RoleDialog({ close }: { readonly close: () => void }) {
  const { person } = useWords()
  const [failure, setFailure] = useState<CallFailed>()
  const [busyWith, setBusyWith] = useState<string>()
  const switchRole = useSwitchRole()
  const become = (roleArn: string): void => {
    setBusyWith(roleArn)
    setFailure(undefined)
    switchRole(roleArn).then(close, (thrown: unknown) => {
      setFailure(failureOf(thrown))
      setBusyWith(undefined)
    })
  }
  return (
    <Modal visible header={person.assumeRole} onDismiss={close}>
      <SpaceBetween size="l">
        <FailureAlert failure={failure} />
        <RoleSuggestions busyWith={busyWith} become={become} />
        <RoleForm isBusy={busyWith !== undefined} become={become} close={close} />
      </SpaceBetween>
    </Modal>
  )
}

function RoleForm({
  isBusy,
  become,
  close,
}: {
  readonly isBusy: boolean
  readonly become: (roleArn: string) => void
  readonly close: () => void
}) {
  const { person, cancel } = useWords()
  const { account } = usePerson()
  const [role, setRole] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const name = role.trim().replace(/^role\//, '')
    become(name.startsWith('arn:') ? name : `arn:aws:iam::${account}:role/${name}`)
  }
  return (
    <form onSubmit={submit}>
      <SpaceBetween size="m">
        <FormField label={person.roleArn} description={person.roleHint}>
          <Input value={role} spellcheck={false} onChange={({ detail }) => setRole(detail.value)} />
        </FormField>
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" onClick={close}>
              {cancel}
            </Button>
            <Button variant="primary" loading={isBusy} disabled={role.trim() === ''}>
              {person.assume}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </form>
  )
}
