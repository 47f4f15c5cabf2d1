// Which page stands at which place. Every page is loaded when it is opened.

import type { BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group'
import { lazy, type ReactNode } from 'react'
import { linkTo, type Place } from '../routes/location.ts'
import type { Words } from '../words/words.ts'
import { isKeyTab } from './key/key-tabs.ts'
import { isAthenaTab } from './athena/athena-tabs.ts'
import { isIamKind } from './iam/iam-lists.ts'
import { iamTab } from './iam/iam-tabs.ts'
import { NotFoundPage } from './not-found-page.tsx'

const KeysPage = lazy(async () => ({ default: (await import('./keys/keys-page.tsx')).KeysPage }))

const KeyPage = lazy(async () => ({ default: (await import('./key/key-page.tsx')).KeyPage }))
const EventsPage = lazy(async () => ({
  default: (await import('./events/events-page.tsx')).EventsPage,
}))
const EventPage = lazy(async () => ({
  default: (await import('./events/event-page.tsx')).EventPage,
}))
const ComparePage = lazy(async () => ({
  default: (await import('./events/compare-page.tsx')).ComparePage,
}))

const IamPage = lazy(async () => ({ default: (await import('./iam/iam-page.tsx')).IamPage }))
const PrincipalPage = lazy(async () => ({
  default: (await import('./iam/principal-page.tsx')).PrincipalPage,
}))
const PolicyPage = lazy(async () => ({
  default: (await import('./iam/policy-page.tsx')).PolicyPage,
}))

const AthenaPage = lazy(async () => ({
  default: (await import('./athena/athena-page.tsx')).AthenaPage,
}))

const LabPage = lazy(async () => ({ default: (await import('./lab/lab-page.tsx')).LabPage }))
const StoryPage = lazy(async () => ({
  default: (await import('./lab/story-page.tsx')).StoryPage,
}))
const DoctorPage = lazy(async () => ({
  default: (await import('./doctor/doctor-page.tsx')).DoctorPage,
}))

export interface ShownPage {
  readonly content: ReactNode
  readonly title: string
  readonly trail: readonly BreadcrumbGroupProps.Item[]
  /** All places of the section are one page, which keeps what it has from tab to tab. */
  readonly isSection?: boolean
}

/** The page of a place; undefined where there is none. */
type Section = (rest: readonly string[], words: Words) => ShownPage | undefined

const SECTIONS: Readonly<Record<string, Section>> = { keys, doctor, events, athena, iam, lab }

export function pageFor({ path }: Place, words: Words): ShownPage {
  const [section = 'keys', ...rest] = path
  const shown = Object.hasOwn(SECTIONS, section) ? SECTIONS[section]?.(rest, words) : undefined
  return shown ?? { content: <NotFoundPage />, title: words.notFound.title, trail: [] }
}

function keys(
  [id, tab = 'policy', ...more]: readonly string[],
  { services, pages }: Words,
): ShownPage | undefined {
  const list = linkTo(['keys'])
  const trail = [
    { text: services.kms, href: list },
    { text: pages.keys, href: list },
  ]
  if (id === undefined) return { content: <KeysPage />, title: pages.keys, trail }
  if (more.length > 0 || !isKeyTab(tab)) return undefined
  const content = <KeyPage key={id} id={id} tab={tab} />
  return { content, title: id, trail: [...trail, { text: id, href: linkTo(['keys', id]) }] }
}

function doctor(rest: readonly string[], { services, pages }: Words): ShownPage | undefined {
  if (rest.length > 0) return undefined
  const trail = [
    { text: services.kms, href: linkTo(['keys']) },
    { text: pages.doctor, href: linkTo(['doctor']) },
  ]
  return { content: <DoctorPage />, title: pages.doctor, trail }
}

function events(
  [id, ...more]: readonly string[],
  { services, pages, events: own }: Words,
): ShownPage | undefined {
  const list = linkTo(['events'])
  const trail = [
    { text: services.cloudtrail, href: list },
    { text: pages.events, href: list },
  ]
  if (id === undefined) return { content: <EventsPage />, title: pages.events, trail }
  if (more.length > 0) return undefined
  const title = id === 'compare' ? own.compare : own.event
  const content = id === 'compare' ? <ComparePage /> : <EventPage id={id} />
  return { content, title, trail: [...trail, { text: title, href: linkTo(['events', id]) }] }
}

function athena(
  [tab = 'editor', ...more]: readonly string[],
  { services, pages }: Words,
): ShownPage | undefined {
  if (!isAthenaTab(tab) || more.length > 0) return undefined
  const trail = [
    { text: services.athena, href: linkTo(['athena']) },
    { text: pages.athena, href: linkTo(['athena', tab]) },
  ]
  return { content: <AthenaPage tab={tab} />, title: pages.athena, trail, isSection: true }
}

function iam(
  [kind = 'users', name, tabText, ...more]: readonly string[],
  { services, iam: own }: Words,
): ShownPage | undefined {
  if (!isIamKind(kind) || more.length > 0) return undefined
  const tab = iamTab(kind, tabText ?? 'permissions')
  if (tab === undefined) return undefined
  const title = own.kinds[kind]
  const trail = [
    { text: services.iam, href: linkTo(['iam']) },
    { text: title, href: linkTo(['iam', kind]) },
  ]
  if (name === undefined) return { content: <IamPage key={kind} kind={kind} />, title, trail }
  const content =
    kind === 'policies' ? (
      <PolicyPage key={name} arn={name} />
    ) : (
      <PrincipalPage key={name} kind={kind} name={name} tab={tab} />
    )
  const link = { text: name, href: linkTo(['iam', kind, name]) }
  return { content, title: name, trail: [...trail, link] }
}

function lab([name, ...more]: readonly string[], { pages }: Words): ShownPage | undefined {
  if (more.length > 0) return undefined
  const trail = [{ text: pages.lab, href: linkTo(['lab']) }]
  if (name === undefined) return { content: <LabPage />, title: pages.lab, trail }
  const content = <StoryPage key={name} name={name} />
  return {
    content,
    title: `${pages.lab}: ${name}`,
    trail: [...trail, { text: name, href: linkTo(['lab', name]) }],
  }
}
