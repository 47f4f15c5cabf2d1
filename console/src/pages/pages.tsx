// Which page stands at which place. Every page is loaded when it is opened.

import type { BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group'
import { lazy, type ReactNode } from 'react'
import { linkTo, type Place } from '../routes/location.ts'
import type { Words } from '../words/words.ts'
import { NotFoundPage } from './not-found-page.tsx'

const KeysPage = lazy(async () => ({ default: (await import('./keys/keys-page.tsx')).KeysPage }))

export interface ShownPage {
  readonly content: ReactNode
  readonly title: string
  readonly trail: readonly BreadcrumbGroupProps.Item[]
}

export function pageFor({ path }: Place, { services, pages, notFound }: Words): ShownPage {
  const [section = 'keys', ...rest] = path
  const kms = { text: services.kms, href: linkTo(['keys']) }
  if (section === 'keys' && rest.length === 0) {
    const trail = [kms, { text: pages.keys, href: linkTo(['keys']) }]
    return { content: <KeysPage />, title: pages.keys, trail }
  }
  return { content: <NotFoundPage />, title: notFound.title, trail: [kms] }
}
