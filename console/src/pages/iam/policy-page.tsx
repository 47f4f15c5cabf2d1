import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useAnswer } from '../../api/use-answer.ts'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { readable } from '../../parts/policy-document.ts'
import { useWords } from '../../words/words.ts'
import { managedDocument } from './entity-policies.ts'

/** One managed policy, in its default version. */
export function PolicyPage({ arn }: { readonly arn: string }) {
  const { iam: own } = useWords()
  const asked = useAnswer(() => managedDocument(arn), arn)
  return (
    <ContentLayout header={<Header variant="h1">{arn.slice(arn.lastIndexOf('/') + 1)}</Header>}>
      <SpaceBetween size="l">
        <FailureAlert failure={asked.failure} again={asked.again} />
        {asked.loading && <Spinner />}
        {asked.answer !== undefined && (
          <Container
            header={
              <Header variant="h2" description={arn}>
                {own.document}
              </Header>
            }
          >
            <JsonView value={readable(decodeURIComponent(asked.answer))} label={own.document} />
          </Container>
        )}
        <AwsCommand words={['iam', 'get-policy', '--policy-arn', arn]} />
      </SpaceBetween>
    </ContentLayout>
  )
}
