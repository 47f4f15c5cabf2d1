import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useEffect } from 'react'
import { useWords } from '../words/words.ts'

/** In the place of everything: the server takes no question of this browser any more. */
export function EndedPage() {
  const { failures, again } = useWords()
  const { title, says } = failures.ended.NoLink
  useEffect(() => {
    document.title = `${title} | Sparekey`
  }, [title])
  return (
    <main>
      <Box padding="xxl">
        <Alert
          type="warning"
          header={<h1 className="ended-title">{title}</h1>}
          action={<Button onClick={() => location.reload()}>{again}</Button>}
        >
          {says}
        </Alert>
      </Box>
    </main>
  )
}
