import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useState } from 'react'
import { aws } from '../../api/aws.ts'
import type { CallFailed } from '../../api/call.ts'
import { failureOf } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'
import { KeyState } from '../keys/key-columns.tsx'
import type { KeyMetadata } from '../keys/key-rows.ts'

/** What may be done to a key in its state. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  Enabled: ['DisableKey'],
  Disabled: ['EnableKey'],
  PendingDeletion: ['CancelKeyDeletion'],
}

/** What DescribeKey tells; without it, what is known all the same. */
export function KeyConfiguration({
  keyId,
  metadata,
  changed,
}: {
  readonly keyId: string
  readonly metadata: KeyMetadata | undefined
  readonly changed: () => void
}) {
  const words = useWords()
  const { key: own, keys } = words
  const [failure, setFailure] = useState<CallFailed>()
  const run = (operation: string): void => {
    setFailure(undefined)
    aws('kms', operation, { KeyId: keyId }).then(changed, (thrown: unknown) =>
      setFailure(failureOf(thrown)),
    )
  }
  const known = <Value,>(show: (found: KeyMetadata) => Value) =>
    metadata ? show(metadata) : words.none
  const actions = ACTIONS[metadata?.KeyState ?? ''] ?? []
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            actions.length > 0 && (
              <ButtonDropdown
                items={actions.map((id) => ({ id, text: own.actions[id as 'EnableKey'] }))}
                onItemClick={({ detail }) => run(detail.id)}
              >
                {own.actionsLabel}
              </ButtonDropdown>
            )
          }
        >
          {own.configuration}
        </Header>
      }
    >
      <FailureAlert failure={failure} about={{ key: keyId }} />
      <KeyValuePairs
        columns={3}
        items={[
          { label: keys.columns.id, value: keyId },
          { label: 'ARN', value: known(({ Arn: arn }) => <Arn arn={arn} />) },
          {
            label: keys.columns.state,
            value: <KeyState described={metadata ?? { refused: '' }} />,
          },
          { label: own.description, value: known(({ Description }) => Description || words.none) },
          { label: keys.columns.spec, value: known(({ KeySpec }) => KeySpec) },
          { label: keys.columns.usage, value: known(({ KeyUsage }) => KeyUsage) },
          { label: keys.columns.origin, value: known(({ Origin }) => Origin) },
          {
            label: own.multiRegion,
            value: known(({ MultiRegion }) => own.yesOrNo(MultiRegion)),
          },
          { label: keys.columns.created, value: timeText(metadata?.CreationDate) },
        ]}
      />
    </Container>
  )
}

function Arn({ arn }: { readonly arn: string }) {
  const { copy, copied, copyFailed } = useWords()
  return (
    <CopyToClipboard
      variant="inline"
      copyButtonAriaLabel={`${copy}: ARN`}
      copySuccessText={copied}
      copyErrorText={copyFailed}
      textToCopy={arn}
    />
  )
}
