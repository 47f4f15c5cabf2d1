import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useWords } from '../../words/words.ts'
import type { Events } from './use-events.ts'

/** How much was loaded, at what price, and the way to more. */
export function EventsFooter({ found }: { readonly found: Events }) {
  const { events: own } = useWords()
  const { events, hasMore, loading, throttled, more } = found
  return (
    <SpaceBetween size="xs" alignItems="center">
      {hasMore && (
        <Button loading={loading} onClick={more}>
          {own.loadMore}
        </Button>
      )}
      <div aria-live="polite">
        {throttled ? (
          <StatusIndicator type="pending">{own.throttled}</StatusIndicator>
        ) : (
          <Box color="text-body-secondary">{own.rate(events.length)}</Box>
        )}
      </div>
    </SpaceBetween>
  )
}
