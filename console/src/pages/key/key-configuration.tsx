import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { LongText } from '../../parts/long-text.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'
import { KeyState } from '../keys/key-columns.tsx'
import type { KeyMetadata } from '../keys/key-rows.ts'
import { KeyActions } from './key-actions.tsx'

/** What DescribeKey tells. */
export function KeyConfiguration({
  keyId,
  metadata,
  changed,
}: {
  readonly keyId: string
  readonly metadata: KeyMetadata
  readonly changed: () => void
}) {
  const words = useWords()
  const { key: own, keys } = words
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<KeyActions keyId={keyId} metadata={metadata} changed={changed} />}
        >
          {own.configuration}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        minColumnWidth={240}
        items={[
          { label: keys.columns.id, value: keyId },
          { label: 'ARN', value: <Arn arn={metadata.Arn} /> },
          { label: keys.columns.state, value: <KeyState described={metadata} /> },
          { label: own.description, value: metadata.Description || words.none },
          { label: keys.columns.spec, value: <LongText text={metadata.KeySpec} /> },
          { label: keys.columns.usage, value: <LongText text={metadata.KeyUsage} /> },
          { label: keys.columns.origin, value: metadata.Origin },
          { label: own.multiRegion, value: multiRegionText(metadata, own) },
          { label: keys.columns.created, value: timeText(metadata.CreationDate) },
          ...(metadata.DeletionDate
            ? [{ label: own.deletionDate, value: timeText(metadata.DeletionDate) }]
            : []),
          ...ofItsKind(metadata, own),
        ]}
      />
    </Container>
  )
}

type OwnWords = ReturnType<typeof useWords>['key']

/** Which of its related keys it is, and where the others are. */
function multiRegionText(
  { MultiRegion, MultiRegionConfiguration: related }: KeyMetadata,
  own: OwnWords,
): string {
  if (!related) return own.yesOrNo(MultiRegion)
  const replicas = (related.ReplicaKeys ?? []).map(({ Region }) => Region)
  return related.MultiRegionKeyType === 'PRIMARY'
    ? own.primaryOf(replicas)
    : own.replicaOf(related.PrimaryKey.Region)
}

/** What only some keys have. */
function ofItsKind(metadata: KeyMetadata, own: OwnWords) {
  const { ValidTo, CustomKeyStoreId, XksKeyConfiguration, PendingDeletionWindowInDays } = metadata
  return [
    { label: own.waitsForReplicas, value: PendingDeletionWindowInDays },
    { label: own.materialExpires, value: ValidTo && timeText(ValidTo) },
    { label: own.keyStore, value: CustomKeyStoreId },
    { label: own.externalKey, value: XksKeyConfiguration?.Id },
  ].filter(({ value }) => value !== undefined)
}

function Arn({ arn }: { readonly arn: string }) {
  const { copy, copied, copyFailed } = useWords()
  return (
    <div className="copied-text">
      <CopyToClipboard
        variant="icon"
        copyButtonAriaLabel={`${copy}: ARN`}
        copySuccessText={copied}
        copyErrorText={copyFailed}
        textToCopy={arn}
      />
      <LongText text={arn} />
    </div>
  )
}
