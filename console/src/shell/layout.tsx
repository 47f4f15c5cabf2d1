import AppLayout from '@cloudscape-design/components/app-layout'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import { Suspense, useEffect, useState } from 'react'
import { usePerson } from '../api/session.ts'
import { pageFor } from '../pages/pages.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { usePlace } from '../routes/location.ts'
import { useWords } from '../words/words.ts'
import { keepLastKey } from './last-key.ts'
import { PageBoundary } from './page-boundary.tsx'
import { Navigation } from './navigation.tsx'
import { useHeadingFocus } from './use-heading-focus.ts'

/** A page within its frame: the navigation beside it, and the way to it above. */
export function Layout() {
  const words = useWords()
  const place = usePlace()
  const { arn, region } = usePerson()
  const [isNavigationOpen, setNavigationOpen] = useState(() => innerWidth > 1100)
  const { content, trail, title, isSection = false } = pageFor(place, words)
  const page = place.path.slice(0, isSection ? 1 : 2).join('/')
  useEffect(() => keepLastKey(place.path), [place])
  useEffect(() => {
    document.title = `${title} | Sparekey`
  }, [title])
  const path = place.path.join('/')
  useHeadingFocus(title, path)
  return (
    <AppLayout
      headerSelector="#top-bar"
      navigation={<Navigation />}
      navigationOpen={isNavigationOpen}
      onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
      toolsHide
      breadcrumbs={<BreadcrumbGroup items={trail} />}
      content={
        // Another person, or another Region: nothing that was seen before stays.
        <Suspense key={`${arn} ${region}`} fallback={<Waiting />}>
          <PageBoundary key={page}>{content}</PageBoundary>
        </Suspense>
      }
    />
  )
}
