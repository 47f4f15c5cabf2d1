import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Icon from '@cloudscape-design/components/icon'
import { LongText } from './long-text.tsx'

/** What could not be read, and why: a line with how much it is, the rest for whoever opens it. */
export function UnseenNotes({
  title,
  unseen,
}: {
  readonly title: string
  readonly unseen: readonly { readonly permission: string; readonly says: string }[]
}) {
  if (unseen.length === 0) return null
  return (
    <ExpandableSection
      variant="inline"
      headerText={
        <>
          <Icon name="status-info" /> {title} ({unseen.length})
        </>
      }
    >
      <ul className="unseen-notes">
        {unseen.map(({ permission, says }) => (
          <li key={`${permission} ${says}`}>
            <strong>{permission}</strong>
            <Box color="text-body-secondary">
              <LongText text={says} />
            </Box>
          </li>
        ))}
      </ul>
    </ExpandableSection>
  )
}
