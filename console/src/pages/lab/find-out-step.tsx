import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { History } from '../../../../src/doctor/index.ts'
import { call } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { nameOf, type Part } from './part.ts'
import { Step } from './step.tsx'
import type { StoryState } from './use-story.ts'

/** The article's way to the cause: the event history, the event in it, and the doctor. */
export function FindOutStep({ state }: { readonly state: StoryState }) {
  const { lab: own } = useWords()
  const { story, keyId, did, mark } = state
  const { eventName, keyAlias, lockedOut } = story
  const isOfKey = eventName === 'PutKeyPolicy'
  const asked = useAnswer(
    (signal) =>
      keyId === undefined || !isOfKey
        ? Promise.resolve(undefined)
        : call<History>('history', { key: keyId }, { signal }),
    keyId ?? '',
  )
  const latest = asked.answer?.entries.findLast(({ kind }) => kind === 'version')
  const places = [
    {
      id: 'events',
      label: own.findOut.events(eventName),
      href: linkTo(['events'], { by: 'EventName', value: eventName }),
    },
    ...(latest
      ? [
          {
            id: 'event',
            label: own.findOut.event(latest.eventName),
            href: linkTo(['events', latest.eventId]),
          },
        ]
      : []),
    ...(isOfKey
      ? []
      : [{ id: 'iam', label: own.findOut.iam(nameOf(lockedOut)), href: iamLink(lockedOut) }]),
    { id: 'doctor', label: own.findOut.doctor, href: linkTo(['doctor'], { key: keyAlias }) },
  ]
  const isDone = places.every(({ id }) => did(id))
  return (
    <Step number={3} title={own.findOut.title} about={own.findOut.about} isDone={isDone}>
      {keyId !== undefined && (
        <>
          {places.map(({ id, label, href }) => (
            <div key={id}>
              <StatusIndicator type={did(id) ? 'success' : 'pending'}>
                <Link href={href} onFollow={() => mark(id)}>
                  {label}
                </Link>
              </StatusIndicator>
            </div>
          ))}
          <FailureAlert failure={asked.failure} again={asked.again} />
        </>
      )}
    </Step>
  )
}

const iamLink = (part: Part): string =>
  linkTo(['iam', part.roleArn === undefined ? 'users' : 'roles', nameOf(part)])
