import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import { call, type CallFailed } from '../../api/call.ts'
import { setEnding, useEnding } from '../../api/ending.ts'
import { useSession, type Session } from '../../api/session.ts'
import { failureOf } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { goTo, linkTo, usePlace } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { AccessKeyForm } from './access-key-form.tsx'
import { LabPeople } from './lab-people.tsx'
import { ProfileList } from './profiles.tsx'

/** Who it is to be. Whoever is signed in already may look for somebody else, and go back. */
export function SignInPage() {
  const { session } = useSession()
  const { signIn: own } = useWords()
  const ending = useEnding()
  const { failure, busyWith, submit } = useSignIn()
  useEffect(() => {
    document.title = `${own.title} | Sparekey`
  }, [own.title])
  const { kind, endpoint, takesAccessKeys, signedIn } = session
  const where = kind === 'stack' ? own.onStack(endpoint ?? '') : own.onAws
  return (
    <main>
      <Box padding={{ top: 'l', horizontal: 'l', bottom: 'xxl' }} margin="n">
        <ContentLayout
          header={
            <Header variant="h1" description={where}>
              {own.title}
            </Header>
          }
        >
          <SpaceBetween size="l">
            {ending && ending !== 'NoLink' && <Ended ending={ending} />}
            {signedIn && (
              <Link href={linkTo(['keys'])}>
                {own.back(`${signedIn.name} @ ${signedIn.account}`)}
              </Link>
            )}
            <FailureAlert failure={failure} />
            <LabPeople busyWith={busyWith} signIn={(profile, role) => submit({ profile }, role)} />
            <ProfileList busyWith={busyWith} signIn={(profile) => submit({ profile })} />
            {takesAccessKeys && (
              <AccessKeyForm busy={busyWith === KEY} submit={(key) => submit({ ...key })} />
            )}
            <Box color="text-body-secondary">{own.kept}</Box>
          </SpaceBetween>
        </ContentLayout>
      </Box>
    </main>
  )
}

function Ended({ ending }: { readonly ending: 'SignedOut' | 'Expired' }) {
  const { failures } = useWords()
  const { title, says } = failures.ended[ending]
  return (
    <Alert type="info" header={title}>
      {says}
    </Alert>
  )
}

const KEY = 'with an access key'

interface Who {
  readonly profile?: string
  readonly accessKeyId?: string
}

/** Signs in, becomes `role` where one was asked for, and goes on where the person was. */
function useSignIn() {
  const { setSession } = useSession()
  const { path } = usePlace()
  const [failure, setFailure] = useState<CallFailed>()
  const [busyWith, setBusyWith] = useState<string>()
  const enter = async (who: Who, role: string | undefined): Promise<void> => {
    let session = await call<Session>('sign-in', who)
    if (role !== undefined && session.signedIn) {
      const roleArn = `arn:aws:iam::${session.signedIn.account}:role/${role}`
      session = await call<Session>('assume-role', { roleArn })
    }
    if (path[0] === 'sign-in') goTo(linkTo(['keys']))
    setEnding(undefined)
    setSession(session)
  }
  const submit = (who: Who, role?: string): void => {
    setBusyWith(role ?? who.profile ?? KEY)
    setFailure(undefined)
    enter(who, role).catch((thrown: unknown) => {
      setFailure(failureOf(thrown))
      setBusyWith(undefined)
    })
  }
  return { failure, busyWith, submit }
}
