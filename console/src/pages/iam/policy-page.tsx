import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useState } from 'react'
import { useAnswer } from '../../api/use-answer.ts'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { DocumentDifference } from '../../parts/document-difference.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { readable } from '../../parts/policy-document.ts'
import { SimpleList } from '../../parts/simple-list.tsx'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { nameIn } from './entity.ts'
import {
  attachedTo,
  managedPolicy,
  versionDocument,
  type ManagedPolicy,
} from './policy-versions.ts'

/** One managed policy: what it says, what it said before, and for whom it counts. */
export function PolicyPage({ arn }: { readonly arn: string }) {
  const asked = useAnswer((signal) => managedPolicy(arn, signal), arn)
  const [chosen, setChosen] = useState<string>()
  const { answer } = asked
  const shown = chosen ?? answer?.defaultId
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={arn}>
          {nameIn(arn)}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={asked.failure} again={asked.again} />
        {asked.loading && <Spinner />}
        {answer && shown && <Document arn={arn} version={shown} defaultId={answer.defaultId} />}
        {answer && <Versions policy={answer} shown={shown} show={setChosen} />}
        <AttachedTo arn={arn} />
        <AwsCommand
          words={
            shown === undefined
              ? ['iam', 'get-policy', '--policy-arn', arn]
              : [...['iam', 'get-policy-version', '--policy-arn', arn], '--version-id', shown]
          }
        />
      </SpaceBetween>
    </ContentLayout>
  )
}

function Document({
  arn,
  version,
  defaultId = version,
}: {
  readonly arn: string
  readonly version: string
  readonly defaultId: string | undefined
}) {
  const { iam: own } = useWords()
  const asked = useAnswer(
    (signal) =>
      Promise.all([versionDocument(arn, version, signal), versionDocument(arn, defaultId, signal)]),
    `${arn} ${version} ${defaultId}`,
  )
  const [text, inForce] = (asked.answer ?? []).map(readable)
  return (
    <Container header={<Header variant="h2">{`${own.document} ${version}`}</Header>}>
      <SpaceBetween size="m">
        <FailureAlert failure={asked.failure} again={asked.again} />
        {asked.loading && <Spinner />}
        {text !== undefined && <JsonView value={text} label={own.document} />}
        {text !== undefined && inForce !== undefined && version !== defaultId && (
          <>
            <Header variant="h3">{own.comparedWithDefault(version)}</Header>
            <DocumentDifference
              before={text}
              after={inForce}
              label={own.comparedWithDefault(version)}
            />
          </>
        )}
      </SpaceBetween>
    </Container>
  )
}

function Versions({
  policy: { versions, defaultId },
  shown,
  show,
}: {
  readonly policy: ManagedPolicy
  readonly shown: string | undefined
  readonly show: (version: string) => void
}) {
  const { iam: own, open } = useWords()
  return (
    <SimpleList
      title={own.versions}
      empty="-"
      asked={{ loading: false, failure: undefined, again: () => undefined }}
      items={versions}
      columns={[
        {
          id: 'version',
          header: own.version,
          isRowHeader: true,
          cell: ({ VersionId }) => (
            <>
              {VersionId} {VersionId === defaultId && <Badge color="green">{own.isDefault}</Badge>}
            </>
          ),
        },
        {
          id: 'created',
          header: own.columns.created,
          cell: ({ CreateDate }) => timeText(CreateDate),
          minWidth: 170,
        },
        {
          id: 'show',
          header: '',
          cell: ({ VersionId }) => (
            <Button
              variant="inline-link"
              ariaLabel={own.showVersion(VersionId)}
              disabled={VersionId === shown}
              onClick={() => show(VersionId)}
            >
              {open}
            </Button>
          ),
        },
      ]}
    />
  )
}

function AttachedTo({ arn }: { readonly arn: string }) {
  const { iam: own } = useWords()
  const asked = useAnswer((signal) => attachedTo(arn, signal), arn)
  return (
    <SimpleList
      title={own.attachedTo}
      empty={own.notAttached}
      asked={asked}
      items={asked.answer ?? []}
      columns={[
        {
          id: 'name',
          header: own.columns.name,
          isRowHeader: true,
          cell: ({ kind, name }) => <Link href={linkTo(['iam', kind, name])}>{name}</Link>,
        },
        { id: 'kind', header: own.entityKind, cell: ({ kind }) => own.entityKinds[kind] },
        {
          id: 'as',
          header: own.attachedAs,
          cell: ({ as }) => (as === 'policy' ? own.asPolicy : own.asBoundary),
        },
      ]}
    />
  )
}
