import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSession } from '../../api/session.ts'
import { useWords } from '../../words/words.ts'
import { labPeople } from './profile-groups.ts'

/** The role that is left in the key policy; `admin` becomes it in one step from here. */
const ROLE = 'Administrator'

/** Who is who in the lockout that was played on the stack. */
export function LabPeople({
  busyWith,
  signIn,
}: {
  readonly busyWith: string | undefined
  readonly signIn: (profile: string, role?: string) => void
}) {
  const { session } = useSession()
  const { signIn: own } = useWords()
  const people = labPeople(session)
  if (people.length === 0) return null
  return (
    <Container
      header={
        <Header variant="h2" description={own.labHint}>
          {own.lab}
        </Header>
      }
    >
      <ColumnLayout columns={3}>
        {people.map((name) => (
          <SpaceBetween key={name} size="xs">
            <Button
              variant={name === 'admin' ? 'primary' : 'normal'}
              iconName="user-profile"
              loading={busyWith === name}
              ariaLabel={own.continueAs(name)}
              onClick={() => signIn(name)}
            >
              {name}
            </Button>
            <Box>{own.labPeople[name]}</Box>
          </SpaceBetween>
        ))}
        <SpaceBetween size="xs">
          <Button
            iconName="user-profile"
            loading={busyWith === ROLE}
            ariaLabel={own.continueAs(ROLE)}
            onClick={() => signIn('admin', ROLE)}
          >
            {ROLE}
          </Button>
          <Box>{own.labPeople.administrator}</Box>
        </SpaceBetween>
      </ColumnLayout>
    </Container>
  )
}
