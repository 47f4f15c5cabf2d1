import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { CallFailed } from '../api/call.ts'
import { linkTo } from '../routes/location.ts'
import { useWords } from '../words/words.ts'

const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/

/** Codes of the doctor's: its sentence says it all. */
const OURS = /^([a-z]|CannotTell$)/

/** What did not work, in AWS's words, with a way on: another try, or the doctor. */
export function FailureAlert({
  failure,
  again,
  about = {},
}: {
  readonly failure: CallFailed | undefined
  readonly again?: () => void
  /** What the doctor is to be asked about. */
  readonly about?: Readonly<Record<string, string>>
}) {
  const { failures, again: label } = useWords()
  if (failure === undefined) return null
  const isDenied = DENIED.test(failure.code)
  const own = failures[failure.code as keyof typeof failures]
  return (
    <Alert
      type={isDenied ? 'warning' : 'error'}
      header={isDenied ? failures.denied : failures.failed}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {isDenied && (
            <Button href={linkTo(['doctor'], { ...about, error: failure.message })}>
              {failures.diagnose}
            </Button>
          )}
          {again && <Button onClick={again}>{label}</Button>}
        </SpaceBetween>
      }
    >
      {own ?? (OURS.test(failure.code) ? failure.message : `${failure.code}: ${failure.message}`)}
      {failure.hints.map((hint) => (
        <div key={hint}>{hint}</div>
      ))}
    </Alert>
  )
}
