import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSession } from '../../api/session.ts'
import { useWords } from '../../words/words.ts'
import { labPeople, profileGroups, type ProfileGroup } from './profile-groups.ts'

interface Profiles {
  readonly busyWith: string | undefined
  readonly signIn: (profile: string) => void
}

/** One click for each profile, account by account; the lab's people have their own place. */
export function ProfileList(profiles: Profiles) {
  const { session } = useSession()
  const { signIn: own } = useWords()
  const isStack = session.kind === 'stack'
  const apart: readonly string[] = labPeople(session)
  const groups = profileGroups(session)
    .map(({ account, profiles: all }) => ({
      account,
      profiles: all.filter((name) => !apart.includes(name)),
    }))
    .filter(({ profiles: left }) => left.length > 0)
  return (
    <Container
      header={
        <Header variant="h2" description={isStack ? own.profilesHint : own.profileHint}>
          {isStack ? own.profiles : own.profile}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {groups.length === 0 && <Box color="text-status-inactive">{own.noProfiles}</Box>}
        {groups.map((group) => (
          <Group key={group.account} {...profiles} group={group} isNamed={isStack} />
        ))}
      </SpaceBetween>
    </Container>
  )
}

function Group({
  group: { account, profiles },
  isNamed,
  busyWith,
  signIn,
}: Profiles & { readonly group: ProfileGroup; readonly isNamed: boolean }) {
  const { signIn: own } = useWords()
  const title = account === undefined ? own.otherProfiles : own.ofAccount(account)
  return (
    <SpaceBetween size="xs">
      {isNamed && <Box variant="h3">{title}</Box>}
      <SpaceBetween direction="horizontal" size="s">
        {profiles.map((profile) => {
          const name = profile === account ? `${own.rootUser} (${profile})` : profile
          return (
            <Button
              key={profile}
              iconName="user-profile"
              loading={busyWith === profile}
              ariaLabel={own.continueAs(name)}
              onClick={() => signIn(profile)}
            >
              {name}
            </Button>
          )
        })}
      </SpaceBetween>
    </SpaceBetween>
  )
}
