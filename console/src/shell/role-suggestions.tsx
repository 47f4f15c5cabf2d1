import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { AssumableRoles } from '../../../src/doctor/index.ts'
import { call } from '../api/call.ts'
import { usePerson } from '../api/session.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useWords } from '../words/words.ts'
import { useRecentRoles } from './use-switch-role.ts'

/** More than these are found by their names. */
const SHOWN_MAX = 20

interface Suggestions {
  /** The role that is being assumed. */
  readonly busyWith: string | undefined
  readonly become: (roleArn: string) => void
}

/** Roles that were assumed before, and those that IAM lets the signed-in person assume. */
export function RoleSuggestions(suggestions: Suggestions) {
  const { person, loading } = useWords()
  const { arn, account } = usePerson()
  const [recent] = useRecentRoles()
  const isRoot = arn.endsWith(':root')
  const asked = useAnswer((signal) => call<AssumableRoles>('assumable-roles', {}, { signal }), arn)
  if (isRoot) return <Box color="text-status-inactive">{person.rootCannot}</Box>
  const { roles = [], unseen = [] } = asked.answer ?? {}
  const shown = roles.slice(0, SHOWN_MAX)
  return (
    <>
      {recent.length > 0 && (
        <div>
          <Box variant="h3">{person.recentRoles}</Box>
          <Roles {...suggestions} arns={recent} account={account} />
        </div>
      )}
      <div>
        <Box variant="h3">{person.assumable}</Box>
        {asked.loading && <StatusIndicator type="loading">{loading}</StatusIndicator>}
        {asked.failure && <Box>{asked.failure.message}</Box>}
        {asked.answer && shown.length === 0 && <Box>{person.noAssumable}</Box>}
        <SpaceBetween size="xxs">
          {shown.map(({ arn: roleArn, verdict }) => (
            <Box key={roleArn}>
              <Roles {...suggestions} arns={[roleArn]} account={account} />
              {person.verdicts[verdict]}
            </Box>
          ))}
        </SpaceBetween>
        {unseen[0] && (
          <Box color="text-body-secondary" fontSize="body-s">
            {person.notAllSeen(unseen[0].by)}
          </Box>
        )}
      </div>
    </>
  )
}

function Roles({
  arns,
  account,
  busyWith,
  become,
}: Suggestions & { readonly arns: readonly string[]; readonly account: string }) {
  const nameOf = (arn: string): string =>
    arn.includes(`:${account}:`) ? arn.slice(arn.indexOf('/') + 1) : arn
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {arns.map((arn) => (
        <Button
          key={arn}
          iconName="user-profile"
          loading={busyWith === arn}
          onClick={() => become(arn)}
        >
          {nameOf(arn)}
        </Button>
      ))}
    </SpaceBetween>
  )
}
