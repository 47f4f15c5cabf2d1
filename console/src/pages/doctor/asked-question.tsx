import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import { usePerson } from '../../api/session.ts'
import { LongText } from '../../parts/long-text.tsx'
import { useWords } from '../../words/words.ts'
import { USUAL_ACTIONS, type Question } from './question.ts'

/** What was asked, in a line above the answer. */
export function AskedQuestion({
  question: { by, key, error, principal, actions },
  change,
}: {
  readonly question: Question
  readonly change: () => void
}) {
  const { doctor: own, policy } = useWords()
  const { arn } = usePerson()
  const isOfKey = by === 'key'
  const asked = actions.length > 0 ? actions : USUAL_ACTIONS
  return (
    <Container>
      <div className="asked">
        <dl aria-label={own.question}>
          {!isOfKey && <Asked label={own.by.error} text={error} className="asked-error" />}
          {key !== '' && <Asked label={own.key} text={key} />}
          {isOfKey && <Asked label={own.understoodLabels.principal} text={principal || arn} />}
          {isOfKey && <Asked label={policy.actions} text={asked.join(', ')} />}
        </dl>
        <Button iconName="edit" onClick={change}>
          {own.changeQuestion}
        </Button>
      </div>
    </Container>
  )
}

function Asked({
  label,
  text,
  className,
}: {
  readonly label: string
  readonly text: string
  readonly className?: string
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={className}>
        <LongText text={text} />
      </dd>
    </div>
  )
}
