import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useWords, type Words } from '../../words/words.ts'
import type { AccessState } from './use-access.ts'

/** How far the reading is, and the way to stop it. */
export function AccessProgress({ state: { steps, is, stop, again } }: { state: AccessState }) {
  const { iam } = useWords()
  const { access: own } = iam
  const isStopped = is === 'stopped'
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button onClick={isStopped ? again : stop}>
              {isStopped ? own.readAgain : own.stop}
            </Button>
          }
        >
          {own.title}
        </Header>
      }
    >
      {isStopped ? (
        <Box>{own.stopped}</Box>
      ) : (
        <SpaceBetween size="xs">
          <ProgressBar
            ariaLabel={own.title}
            value={percentOf(steps)}
            description={principalsText(steps, own)}
            additionalInfo={keysText(steps, own)}
          />
        </SpaceBetween>
      )}
    </Container>
  )
}

type Own = Words['iam']['access']
type Steps = AccessState['steps']

/** Reading is most of the work; deciding comes after it. */
function percentOf({ keys, decided }: Steps): number {
  const share = (step: Steps[keyof Steps]): number =>
    step && 'of' in step && step.of > 0 ? step.done / step.of : 0
  return Math.round(decided ? 80 + 20 * share(decided) : 80 * share(keys))
}

function principalsText({ principals }: Steps, own: Own): string {
  return own.principals(principals && 'known' in principals ? principals.known : 0)
}

function keysText({ keys, decided }: Steps, own: Own): string {
  if (decided && 'of' in decided) return own.decided(decided.done, decided.of)
  return keys && 'of' in keys ? own.keys(keys.done, keys.of) : ''
}
