import Box from '@cloudscape-design/components/box'
import Cards from '@cloudscape-design/components/cards'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { StoryAnswer } from '../../../../src/console/api/routes/lab.ts'
import { call } from '../../api/call.ts'
import { useSession } from '../../api/session.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { linkTo } from '../../routes/location.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { useWords } from '../../words/words.ts'

/** The rehearsals of a stack. */
export function LabPage() {
  const { lab: own, pages, loading } = useWords()
  const { language } = usePreferences()
  const { hasLab } = useSession().session
  const asked = useStories(hasLab)
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={own.about}>
          {pages.lab}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {!hasLab && <Box>{own.noLab}</Box>}
        <FailureAlert failure={asked.failure} again={asked.again} />
        {hasLab && !asked.failure && (
          <Cards
            items={asked.answer ?? []}
            loading={asked.loading && !asked.answer}
            loadingText={loading}
            ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: pages.lab }}
            cardDefinition={{
              header: ({ name, title }) => (
                <Link fontSize="heading-m" href={linkTo(['lab', name])}>
                  {title[language]}
                </Link>
              ),
              sections: [
                { id: 'about', content: ({ about }) => about[language] },
                { id: 'state', content: (story) => <StoryState story={story} /> },
              ],
            }}
          />
        )}
      </SpaceBetween>
    </ContentLayout>
  )
}

export const useStories = (hasLab: boolean) =>
  useAnswer(
    (signal) =>
      hasLab ? call<readonly StoryAnswer[]>('lab', {}, { signal }) : Promise.resolve([]),
    'lab',
  )

function StoryState({ story: { keyId, keyAlias } }: { readonly story: StoryAnswer }) {
  const { lab: own } = useWords()
  return keyId === null ? (
    <StatusIndicator type="pending">{own.notPlayed}</StatusIndicator>
  ) : (
    <StatusIndicator type="success">{own.played(keyAlias)}</StatusIndicator>
  )
}
