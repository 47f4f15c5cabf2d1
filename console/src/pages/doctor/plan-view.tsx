import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import type { PlanAnswer } from '../../../../src/console/api/routes/plan-recovery.ts'
import type { ToldPlan } from '../../../../src/doctor/index.ts'
import { DocumentDifference } from '../../parts/document-difference.tsx'
import { shellLine } from '../../parts/shell-line.ts'
import { ShellText } from '../../parts/shell-text.tsx'
import { Said } from '../../parts/said.tsx'
import { useWords } from '../../words/words.ts'

/** What would be done as whom, what changes, and what the engine says of it. */
export function PlanView({ planned: { plan, told } }: { readonly planned: PlanAnswer }) {
  const { doctor: own } = useWords()
  if (told.notNeeded !== undefined) {
    return (
      <SpaceBetween size="m">
        <Earlier earlier={told.earlier} />
        <Alert type="success">{told.notNeeded}</Alert>
      </SpaceBetween>
    )
  }
  return (
    <SpaceBetween size="l">
      <Earlier earlier={told.earlier} />
      <Box fontWeight="bold">
        <span className="told">{told.title}</span>
      </Box>
      {told.opensTrust !== undefined && plan.trust && (
        <Alert type="warning">{own.openTrust(plan.trust.role)}</Alert>
      )}
      <Part title={own.foreseen}>
        {told.verdict.map(({ mood, says }) => (
          <div key={says}>
            <StatusIndicator type={mood === 'plain' ? CHECKS[plan.lockoutCheck] : MOODS[mood]}>
              {says}
            </StatusIndicator>
          </div>
        ))}
      </Part>
      <Rescuers rescuers={told.rescuers} />
      <Steps steps={told.steps} />
      <Part title={own.target}>
        {[...told.target, ...(told.multiRegion === undefined ? [] : [told.multiRegion])].map(
          (line) => (
            <div key={line} className="told">
              {line}
            </div>
          ),
        )}
        {told.rebuilt !== undefined && <Alert type="warning">{told.rebuilt}</Alert>}
      </Part>
      {told.problems.length > 0 && (
        <Part title={own.problems}>
          {told.problems.map((problem) => (
            <div key={problem} className="told">
              {problem}
            </div>
          ))}
        </Part>
      )}
      <Part title={own.difference}>
        <DocumentDifference
          before={JSON.stringify(plan.before, undefined, 2)}
          after={JSON.stringify(plan.after, undefined, 2)}
          label={own.difference}
        />
      </Part>
      <Access access={told.access} />
    </SpaceBetween>
  )
}

/** The first line tells of the lockout safety check. */
const CHECKS = { passed: 'success', unknown: 'warning' } as const
const MOODS = { good: 'success', bad: 'error', quiet: 'warning' } as const

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <SpaceBetween size="xs">
      <Box variant="h3">{title}</Box>
      {children}
    </SpaceBetween>
  )
}

function Earlier({ earlier }: Pick<ToldPlan, 'earlier'>) {
  if (earlier.length === 0) return null
  return (
    <Alert type="warning">
      {earlier.map(({ says, command }) => (
        <div key={says}>
          <div className="told">{says}</div>
          {command && <ShellText text={shellLine(command)} label={says} />}
        </div>
      ))}
    </Alert>
  )
}

function Rescuers({ rescuers }: Pick<ToldPlan, 'rescuers'>) {
  const { doctor: own } = useWords()
  if (rescuers.length === 0) return null
  return (
    <Part title={own.rescuers}>
      <ol>
        {rescuers.map(({ says, refused }) => (
          <li key={says}>
            {says}
            {refused !== undefined && <Box color="text-body-secondary">{refused}</Box>}
          </li>
        ))}
      </ol>
    </Part>
  )
}

function Steps({ steps }: Pick<ToldPlan, 'steps'>) {
  const { doctor: own } = useWords()
  return (
    <Part title={own.steps}>
      <ol>
        {steps.map(({ says, command }) => (
          <li key={says}>
            <Said text={says} />
            {command && <ShellText text={shellLine(command)} label={says} />}
          </li>
        ))}
      </ol>
    </Part>
  )
}

function Access({ access }: Pick<ToldPlan, 'access'>) {
  const { doctor: own } = useWords()
  if (access.length === 0) return null
  return (
    <Part title={own.access}>
      {access.map(({ sign, text }) => (
        <div key={text} className="told">
          <strong>{signOf(sign, own)}</strong>: {text}
        </div>
      ))}
    </Part>
  )
}

function signOf(
  sign: ToldPlan['access'][number]['sign'],
  { gains, loses, altered }: ReturnType<typeof useWords>['doctor'],
): string {
  return { '+': gains, '-': loses, ' ': altered }[sign]
}
