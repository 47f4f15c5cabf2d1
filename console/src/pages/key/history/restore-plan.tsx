import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { PlanAnswer } from '../../../../../src/console/api/routes/plan-recovery.ts'
import { AccessChanges } from '../../../parts/access-changes.tsx'
import { DocumentDifference } from '../../../parts/document-difference.tsx'
import { JsonView } from '../../../parts/json-view.tsx'
import { timeText } from '../../../parts/time-text.ts'
import { useWords } from '../../../words/words.ts'

/** What would be done, by whom, and what comes of it. */
export function RestorePlan({ plan, text }: PlanAnswer) {
  const { restore: own, changes } = useWords().keyPolicy
  const { target, as, roles, before, after, access } = plan
  if (!plan.needed) return <StatusIndicator type="info">{own.same}</StatusIndicator>
  return (
    <SpaceBetween size="l">
      <Box>
        {target.kind === 'version' && own.says(target.eventName, timeText(target.eventTime))}{' '}
        {own.as(as)} {roles.length > 0 && own.becoming(roles.join(', '))}
      </Box>
      <Foreseen plan={plan} />
      <section aria-label={changes.title}>
        <Box variant="h3">{changes.title}</Box>
        <AccessChanges changes={access} />
      </section>
      <section aria-label={changes.difference}>
        <Box variant="h3">{changes.difference}</Box>
        <DocumentDifference
          before={JSON.stringify(before, undefined, 2)}
          after={JSON.stringify(after, undefined, 2)}
          label={changes.difference}
        />
      </section>
      <ExpandableSection headerText={own.whole}>
        <JsonView value={text} label={own.whole} />
      </ExpandableSection>
    </SpaceBetween>
  )
}

/** The verdicts, the good and the bad ones. */
function Foreseen({ plan }: Pick<PlanAnswer, 'plan'>) {
  const own = useWords().keyPolicy.restore
  const { as, principal, openings, lockoutCheck, takenOut, madeAgain, unknownPrincipals } = plan
  const actionsOf = (isAllowed: boolean): string =>
    openings
      .filter(({ outcome }) => (outcome === 'allow') === isAllowed && outcome !== 'unknown')
      .map(({ action }) => action)
      .join(', ')
  const [can, cannot] = [actionsOf(true), actionsOf(false)]
  const notes = [
    ...(takenOut.length > 0 ? [own.takenOut(takenOut.join(', '))] : []),
    ...(madeAgain.length > 0 ? [own.madeAgain(madeAgain.join(', '))] : []),
    ...(unknownPrincipals.length > 0 ? [own.unknownPrincipals(unknownPrincipals.join(', '))] : []),
    ...(plan.beforeSource.source === 'rebuilt' ? [own.rebuilt] : []),
    ...(plan.multiRegion ? [own.multiRegion] : []),
  ]
  return (
    <SpaceBetween size="xs">
      {lockoutCheck === 'passed' ? (
        <StatusIndicator type="success" wrapText>
          {own.passed(as)}
        </StatusIndicator>
      ) : (
        <StatusIndicator type="warning">{own.unknown}</StatusIndicator>
      )}
      {can !== '' && (
        <StatusIndicator type="success" wrapText>
          {own.letsIn(principal, can)}
        </StatusIndicator>
      )}
      {cannot !== '' && (
        <StatusIndicator type="warning" wrapText>
          {own.keepsOut(principal, cannot)}
        </StatusIndicator>
      )}
      {notes.map((note) => (
        <StatusIndicator key={note} type="info" wrapText>
          {note}
        </StatusIndicator>
      ))}
    </SpaceBetween>
  )
}
