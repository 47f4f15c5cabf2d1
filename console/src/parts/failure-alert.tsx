import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { CallFailed } from '../api/call.ts'
import { linkTo } from '../routes/location.ts'
import { useWords } from '../words/words.ts'
import { LongText } from './long-text.tsx'

/** For want of a permission. */
export const isDenied = ({ code }: CallFailed): boolean => DENIED.test(code)

/** By another service: the doctor is one of KMS, and would not know. */
const OF_OTHERS = / is not authorized to perform: (?!kms:)/

const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/

/** Refused as well, for another reason than a missing permission: the doctor knows it. */
const REFUSED = /^MalformedPolicyDocument(Exception)?$/
/** Codes of the doctor's: its sentence says it all. */
const OURS = /^([a-z]|CannotTell$)/

const sentenceOf = ({ code, message }: CallFailed): string =>
  OURS.test(code) ? message : `${code}: ${message}`

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
  const sentences: Readonly<Record<string, string | undefined>> = failures.sentences
  const denied = isDenied(failure)
  const isAsked = (denied && !OF_OTHERS.test(failure.message)) || REFUSED.test(failure.code)
  // A code is a word of somebody else's: `toString` is none of ours.
  const own = Object.hasOwn(sentences, failure.code) ? sentences[failure.code] : undefined
  return (
    <div role="alert">
      <Alert
        type={denied ? 'warning' : 'error'}
        header={denied ? failures.denied : failures.failed}
        action={
          <SpaceBetween direction="horizontal" size="xs">
            {isAsked && (
              <Button href={linkTo(['doctor'], { ...about, error: failure.message })}>
                {failures.diagnose}
              </Button>
            )}
            {again && <Button onClick={again}>{label}</Button>}
          </SpaceBetween>
        }
      >
        {own ?? <LongText text={sentenceOf(failure)} />}
        {failure.missing !== undefined && (
          <div>
            {failures.missing} <strong>{failure.missing}</strong>
          </div>
        )}
        {failure.hints.map((hint) => (
          <div key={hint}>{hint}</div>
        ))}
      </Alert>
    </div>
  )
}
