import Autosuggest from '@cloudscape-design/components/autosuggest'
import FormField from '@cloudscape-design/components/form-field'
import { aws } from '../../api/aws.ts'
import { usePerson } from '../../api/session.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useWords } from '../../words/words.ts'

interface Named {
  readonly Arn: string
}

interface IamPage {
  readonly Users?: readonly Named[]
  readonly Roles?: readonly Named[]
  readonly IsTruncated?: boolean
  readonly Marker?: string
}

/** Suggestions for a person who types; nobody scrolls through more. */
const namesMax = 2000

/** The users and roles that may be listed are suggested; whoever else is typed in. */
export function PrincipalField({
  value,
  change,
}: {
  readonly value: string
  readonly change: (value: string) => void
}) {
  const { loading, doctor: own } = useWords()
  const { arn } = usePerson()
  const users = useAnswer((signal) => namesOf('ListUsers', signal), 'users')
  const roles = useAnswer((signal) => namesOf('ListRoles', signal), 'roles')
  const groups = [
    { label: own.users, options: optionsOf(users.answer) },
    { label: own.roles, options: optionsOf(roles.answer) },
  ]
  return (
    <FormField label={own.principal} description={own.principalHint}>
      <Autosuggest
        value={value}
        options={groups.filter(({ options }) => options.length > 0)}
        onChange={({ detail }) => change(detail.value)}
        enteredTextLabel={own.use}
        statusType={users.loading || roles.loading ? 'loading' : 'finished'}
        loadingText={loading}
        empty={own.noSuggestions}
        placeholder={arn}
      />
    </FormField>
  )
}

const optionsOf = (arns: readonly string[] = []) => arns.map((value) => ({ value }))

async function namesOf(operation: string, signal: AbortSignal): Promise<readonly string[]> {
  const names: string[] = []
  let Marker: string | undefined
  do {
    const page: IamPage = await aws('iam', operation, { MaxItems: 1000, Marker }, { signal })
    names.push(...[...(page.Users ?? []), ...(page.Roles ?? [])].map(({ Arn }) => Arn))
    Marker = page.IsTruncated ? page.Marker : undefined
  } while (Marker !== undefined && names.length < namesMax)
  return names
}
