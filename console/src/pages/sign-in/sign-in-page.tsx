import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import { call, type CallFailed } from '../../api/call.ts'
import { useSession, type Session } from '../../api/session.ts'
import { failureOf } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { useWords } from '../../words/words.ts'
import { AccessKeyForm } from './access-key-form.tsx'

export function SignInPage() {
  const { session, setSession } = useSession()
  const { signIn, pages: _pages } = useWords()
  const [failure, setFailure] = useState<CallFailed>()
  const [busyWith, setBusyWith] = useState<string>()
  useEffect(() => {
    document.title = `${signIn.title} | Sparekey`
  }, [signIn.title])
  const submit = (by: string, input: object): void => {
    setBusyWith(by)
    setFailure(undefined)
    call<Session>('sign-in', input).then(setSession, (thrown: unknown) => {
      setFailure(failureOf(thrown))
      setBusyWith(undefined)
    })
  }
  const { kind, endpoint, profiles, takesAccessKeys } = session
  const where = kind === 'stack' ? signIn.onStack(endpoint ?? '') : signIn.onAws
  return (
    <main>
      <Box padding={{ horizontal: 'l', bottom: 'xxl' }} margin="n">
        <ContentLayout
          header={
            <Header variant="h1" description={where}>
              {signIn.title}
            </Header>
          }
        >
          <SpaceBetween size="l">
            <FailureAlert failure={failure} />
            <Container
              header={
                <Header variant="h2" description={signIn.profilesHint}>
                  {kind === 'stack' ? signIn.profiles : signIn.profile}
                </Header>
              }
            >
              <SpaceBetween direction="horizontal" size="s">
                {profiles.length === 0 && (
                  <Box color="text-status-inactive">{signIn.noProfiles}</Box>
                )}
                {profiles.map((profile) => (
                  <Button
                    key={profile}
                    iconName="user-profile"
                    loading={busyWith === profile}
                    ariaLabel={signIn.continueAs(profile)}
                    onClick={() => submit(profile, { profile })}
                  >
                    {profile}
                  </Button>
                ))}
              </SpaceBetween>
            </Container>
            {takesAccessKeys && (
              <AccessKeyForm busy={busyWith === 'key'} submit={(key) => submit('key', key)} />
            )}
            <Box color="text-body-secondary">{signIn.kept}</Box>
          </SpaceBetween>
        </ContentLayout>
      </Box>
    </main>
  )
}
