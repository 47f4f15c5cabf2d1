import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { linkTo } from '../routes/location.ts'
import { useWords } from '../words/words.ts'

export function NotFoundPage() {
  const { notFound } = useWords()
  return (
    <ContentLayout header={<Header variant="h1">{notFound.title}</Header>}>
      <Link href={linkTo(['keys'])}>{notFound.home}</Link>
    </ContentLayout>
  )
}
