import Box from '@cloudscape-design/components/box'
import LiveRegion from '@cloudscape-design/components/live-region'
import Spinner from '@cloudscape-design/components/spinner'
import { useWords } from '../words/words.ts'

/** Something is on its way: seen, and heard. */
export function Waiting() {
  const { loading } = useWords()
  return (
    <Box textAlign="center" padding="xxl" color="text-body-secondary">
      <Spinner size="large" />
      <LiveRegion>{loading}</LiveRegion>
    </Box>
  )
}
