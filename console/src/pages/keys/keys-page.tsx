import Header from '@cloudscape-design/components/header'
import { useWords } from '../../words/words.ts'

export function KeysPage() {
  const { pages } = useWords()
  return <Header variant="h1">{pages.keys}</Header>
}
