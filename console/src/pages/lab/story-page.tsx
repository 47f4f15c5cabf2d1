import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useSession } from '../../api/session.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { usePreferences } from '../../shell/preferences.ts'
import { useWords } from '../../words/words.ts'
import { NotFoundPage } from '../not-found-page.tsx'
import { FindOutStep } from './find-out-step.tsx'
import { useStories } from './lab-page.tsx'
import { BecomeStep, RepairStep, VerifyStep } from './get-back-steps.tsx'
import { LockedOutStep } from './locked-out-step.tsx'
import { PlayStep } from './play-step.tsx'
import { useStory } from './use-story.ts'

/** One rehearsal, a step after the other; each tells by itself whether it is done. */
export function StoryPage({ name }: { readonly name: string }) {
  const { lab: own } = useWords()
  const { language } = usePreferences()
  const { hasLab } = useSession().session
  const asked = useStories(hasLab)
  const story = asked.answer?.find((one) => one.name === name)
  if (asked.answer && !story) return <NotFoundPage />
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={story?.about[language]}>
          {story?.title[language] ?? '…'}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={asked.failure} again={asked.again} />
        {!story && asked.loading && <Spinner size="large" />}
        {story && <Steps story={story} again={asked.again} />}
        <Box color="text-body-secondary">{own.real}</Box>
      </SpaceBetween>
    </ContentLayout>
  )
}

function Steps({
  story,
  again,
}: {
  readonly story: NonNullable<ReturnType<typeof useStories>['answer']>[number]
  readonly again: () => void
}) {
  const { lab: own } = useWords()
  const state = useStory(story, again)
  return (
    <SpaceBetween size="m">
      <PlayStep state={state} />
      <LockedOutStep state={state} />
      <FindOutStep state={state} />
      <BecomeStep state={state} />
      <RepairStep state={state} />
      <VerifyStep state={state} />
      {state.isRepaired && (
        <Alert type="success" header={own.over}>
          {own.overHint}
        </Alert>
      )}
    </SpaceBetween>
  )
}
