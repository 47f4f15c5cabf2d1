import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { CallFailed } from '../../api/call.ts'
import { failureOf } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { useSwitchRole } from '../../shell/use-switch-role.ts'
import { useWords } from '../../words/words.ts'

export function SwitchToRole({ arn }: { readonly arn: string }) {
  const { iam: own } = useWords()
  const switchRole = useSwitchRole()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailed>()
  const become = (): void => {
    setBusy(true)
    setFailure(undefined)
    switchRole(arn)
      .catch((thrown: unknown) => setFailure(failureOf(thrown)))
      .finally(() => setBusy(false))
  }
  return (
    <SpaceBetween size="s">
      <Button iconName="user-profile" loading={busy} onClick={become}>
        {own.switchTo}
      </Button>
      <FailureAlert failure={failure} />
    </SpaceBetween>
  )
}
