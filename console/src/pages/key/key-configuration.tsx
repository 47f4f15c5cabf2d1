import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'
import { KeyState } from '../keys/key-columns.tsx'
import type { KeyMetadata } from '../keys/key-rows.ts'
import { KeyActions } from './key-actions.tsx'

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
  const known = <Value,>(show: (found: KeyMetadata) => Value) =>
    metadata ? show(metadata) : words.none
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={metadata && <KeyActions keyId={keyId} metadata={metadata} changed={changed} />}
        >
          {own.configuration}
        </Header>
      }
    >
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
          ...(metadata?.DeletionDate
            ? [{ label: own.deletionDate, value: timeText(metadata.DeletionDate) }]
            : []),
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
