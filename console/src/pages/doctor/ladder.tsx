import Badge from '@cloudscape-design/components/badge'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import type { ToldWay } from '../../../../src/doctor/index.ts'
import { useWords } from '../../words/words.ts'

type Rung = ToldWay['rungs'][number]

const TYPES = {
  yes: 'success',
  no: 'stopped',
  unknown: 'warning',
  none: 'not-started',
} as const

/** The way of the request through KMS's decision, and where it stopped. */
export function Ladders({ ways }: { readonly ways: readonly ToldWay[] }) {
  const { doctor: own } = useWords()
  const [isWhole, setWhole] = useState(false)
  return ways.map((way) => {
    const title = ways.length === 1 ? own.way : own.wayOf(way.actions.join(', '))
    return (
      <Container
        key={title}
        header={
          <Header
            variant="h2"
            actions={
              <Toggle checked={isWhole} onChange={({ detail }) => setWhole(detail.checked)}>
                {own.everyStep}
              </Toggle>
            }
          >
            {title}
          </Header>
        }
      >
        <Ladder way={way} isWhole={isWhole} label={title} />
      </Container>
    )
  })
}

function Ladder({
  way,
  isWhole,
  label,
}: {
  readonly way: ToldWay
  readonly isWhole: boolean
  readonly label: string
}) {
  const { doctor: own } = useWords()
  const shown = way.rungs.filter(({ idle }) => isWhole || !idle)
  const { text, mark } = way.end
  return (
    <ol className="ladder" aria-label={label}>
      {shown.map((rung) => (
        <Step key={rung.label} rung={rung} />
      ))}
      <li className={`end ${mark}`}>
        <StatusIndicator
          type={mark === 'no' ? 'error' : TYPES[mark]}
          iconAriaLabel={own.marks[mark]}
        >
          {text}
        </StatusIndicator>
      </li>
    </ol>
  )
}

function Step({ rung: { label, text, mark, decides } }: { readonly rung: Rung }) {
  const { doctor: own } = useWords()
  return (
    <li className={decides ? 'decides' : ''} {...(decides && { 'aria-current': 'step' as const })}>
      <StatusIndicator type={decides ? 'error' : TYPES[mark]} iconAriaLabel={own.marks[mark]}>
        {label}
      </StatusIndicator>
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <span className="told">{text}</span>
        {decides && <Badge color="red">{own.stopsHere}</Badge>}
      </SpaceBetween>
    </li>
  )
}
