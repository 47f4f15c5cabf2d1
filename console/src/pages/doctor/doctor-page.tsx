import Button from '@cloudscape-design/components/button'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import LiveRegion from '@cloudscape-design/components/live-region'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useRef, useState } from 'react'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { goTo, usePlace } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { linkToQuestion, questionIn, type Question } from './question.ts'
import { AskedQuestion } from './asked-question.tsx'
import { QuestionForm } from './question-form.tsx'
import { Report } from './report.tsx'
import { useReport, type Asking } from './use-report.ts'

/** Why somebody may not use a key, and what gives access back. */
export function DoctorPage() {
  const { pages, doctor: own } = useWords()
  const question = questionIn(usePlace())
  const asking = useReport(question)
  const answer = useRef<HTMLDivElement>(null)
  const isAwaited = useRef(false)
  const [changed, setChanged] = useState('')
  const link = linkToQuestion(question)
  // The answer is what is looked at; the form stands aside until another question is asked.
  const isFolded = changed !== link && (asking.isRunning || asking.report !== undefined)
  const isThere = asking.report !== undefined || asking.failure !== undefined
  useEffect(() => {
    if (!isThere || !isAwaited.current) return
    isAwaited.current = false
    answer.current?.focus()
  }, [isThere])
  const ask = (asked: Question): void => {
    isAwaited.current = true
    setChanged('')
    const next = linkToQuestion(asked)
    if (next === link) asking.again()
    else goTo(next)
  }
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={own.about}>
          {pages.doctor}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {isFolded ? (
          <AskedQuestion question={question} change={() => setChanged(link)} />
        ) : (
          <QuestionForm
            key={link}
            question={question}
            ask={ask}
            isRunning={asking.isRunning}
            isFocused={changed === link}
          />
        )}
        <Progress asking={asking} />
        <div ref={answer} tabIndex={-1} className="answer">
          <FailureAlert failure={asking.failure} again={asking.again} />
          {asking.report && <Report report={asking.report} question={question} asking={asking} />}
        </div>
      </SpaceBetween>
    </ContentLayout>
  )
}

function Progress({ asking }: { readonly asking: Asking }) {
  const { doctor: own } = useWords()
  const { isRunning, isStopped, progress, stop, again } = asking
  if (isRunning) {
    return (
      <SpaceBetween direction="horizontal" size="m" alignItems="center">
        <LiveRegion>
          <StatusIndicator type="loading">{progress || own.asking}</StatusIndicator>
        </LiveRegion>
        <Button onClick={stop}>{own.stop}</Button>
      </SpaceBetween>
    )
  }
  if (!isStopped) return null
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      <LiveRegion>
        <StatusIndicator type="stopped">{own.stopped}</StatusIndicator>
      </LiveRegion>
      <Button onClick={again}>{own.askAgain}</Button>
    </SpaceBetween>
  )
}
