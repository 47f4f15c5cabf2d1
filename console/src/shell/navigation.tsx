import SideNavigation from '@cloudscape-design/components/side-navigation'
import { useSession } from '../api/session.ts'
import { linkTo, usePlace } from '../routes/location.ts'
import { useWords } from '../words/words.ts'

export function Navigation() {
  const { pages, services } = useWords()
  const { hasLab } = useSession().session
  const [section = 'keys'] = usePlace().path
  const link = (id: keyof typeof pages) =>
    ({ type: 'link', text: pages[id], href: linkTo([id]) }) as const
  return (
    <SideNavigation
      header={{ text: 'Sparekey', href: linkTo(['keys']) }}
      activeHref={linkTo([section])}
      items={[
        { type: 'section-group', title: services.kms, items: [link('keys'), link('doctor')] },
        { type: 'section-group', title: services.cloudtrail, items: [link('events')] },
        { type: 'section-group', title: services.athena, items: [link('athena')] },
        { type: 'section-group', title: services.iam, items: [link('iam')] },
        ...(hasLab ? [{ type: 'divider' } as const, link('lab')] : []),
      ]}
    />
  )
}
