import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'

interface Rotation {
  readonly KeyRotationEnabled?: boolean
  readonly RotationPeriodInDays?: number
  readonly NextRotationDate?: string
}

export function RotationTab({ keyId }: { readonly keyId: string }) {
  const { key: own } = useWords()
  const asked = useAnswer(
    (signal) => aws<Rotation>('kms', 'GetKeyRotationStatus', { KeyId: keyId }, { signal }),
    keyId,
  )
  const rotation = asked.answer
  return (
    <Container header={<Header variant="h2">{own.tabs.rotation}</Header>}>
      <SpaceBetween size="m">
        <FailureAlert failure={asked.failure} again={asked.again} about={{ key: keyId }} />
        {asked.loading && <Spinner />}
        {rotation && (
          <KeyValuePairs
            columns={3}
            items={[
              { label: own.rotation.automatic, value: own.yesOrNo(rotation.KeyRotationEnabled) },
              {
                label: own.rotation.period,
                value: own.rotation.days(rotation.RotationPeriodInDays),
              },
              { label: own.rotation.next, value: timeText(rotation.NextRotationDate) },
            ]}
          />
        )}
      </SpaceBetween>
    </Container>
  )
}
