import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useMemo } from 'react'
import {
  explainAccess,
  keyActions,
  type AccessWorld,
  type ConstrainedAccess,
  type Explanation,
  type OpenStatement,
  type StatementRef,
} from '../../../../../src/policy/index.ts'
import { useWords } from '../../../words/words.ts'
import type { AccessRow } from './access-rows.ts'
import { policyName } from './policy-name.ts'
import type { AccessViewState } from './use-view.ts'

/** Why one principal may, or may not, do one thing. */
export function AccessDetail({
  world,
  rows,
  view,
}: {
  readonly world: AccessWorld
  readonly rows: readonly AccessRow[]
  readonly view: AccessViewState
}) {
  const own = useWords().keyPolicy.access
  const row = rows.find(({ principal }) => principal === view.principal)
  const options = keyActions().map((value) => ({
    value,
    tags: [own.verdicts[row?.accesses.get(value)?.access.verdict ?? 'denied']],
  }))
  const isKnown = row !== undefined
  return (
    <section aria-label={own.decides} aria-live="polite">
      <SpaceBetween size="m">
        <Header variant="h3">{isKnown ? own.why(row.principal) : own.decides}</Header>
        <div className="fields">
          <FormField label={own.select}>
            <Select
              filteringType="auto"
              filteringAriaLabel={own.select}
              placeholder={own.select}
              virtualScroll
              options={rows.map(({ principal: value, kind }) => ({
                value,
                tags: [own.kinds[kind]],
              }))}
              selectedOption={isKnown ? { value: row.principal } : null}
              onChange={({ detail }) =>
                view.change({ principal: detail.selectedOption.value ?? '' })
              }
            />
          </FormField>
          <FormField label={own.action}>
            <Select
              filteringType="auto"
              filteringAriaLabel={own.action}
              virtualScroll
              options={isKnown ? options : keyActions().map((value) => ({ value }))}
              selectedOption={{ value: view.action }}
              onChange={({ detail }) => view.change({ action: detail.selectedOption.value ?? '' })}
            />
          </FormField>
        </div>
        {isKnown ? (
          <Reason row={row} action={view.action} world={world} />
        ) : (
          <Box color="text-body-secondary">{own.pick}</Box>
        )}
      </SpaceBetween>
    </section>
  )
}

function Reason({
  row: { principal, accesses },
  action,
  world,
}: {
  readonly row: AccessRow
  readonly action: string
  readonly world: AccessWorld
}) {
  const found = accesses.get(action)
  const explained = useMemo(
    () => (found ? undefined : explainAccess(principal, action, world)),
    [found, principal, action, world],
  )
  if (found) return <Allowed found={found} />
  return explained ? <Denied explained={explained} /> : null
}

function Allowed({ found: { access, constrained } }: { readonly found: ConstrainedAccess }) {
  const own = useWords().keyPolicy.access
  const isSure = access.verdict === 'allowed'
  return (
    <SpaceBetween size="xs">
      <StatusIndicator type={isSure ? 'success' : 'warning'}>
        {own.verdicts[access.verdict]}
        {access.unseen && ` (${own.unseen})`}
      </StatusIndicator>
      <Statements refs={access.because} />
      {isSure && access.because.length === 0 && <Box>{own.ownAccount}</Box>}
      {access.ways.map((way, index) => (
        <div key={index}>
          <Box>{index === 0 ? own.ways : own.or}</Box>
          <Conditions statements={way} />
        </div>
      ))}
      {access.unless.length > 0 && (
        <div>
          <Box>{own.unless}</Box>
          <Conditions statements={access.unless} />
        </div>
      )}
      {constrained.map(({ grantId, constraints }) => (
        <Box key={grantId} variant="code">
          {JSON.stringify(constraints)}
        </Box>
      ))}
    </SpaceBetween>
  )
}

function Denied({ explained }: { readonly explained: Explanation }) {
  const own = useWords().keyPolicy.access
  const { outcome, layer, because, layers } = explained
  const name = own.layers[layer]
  const nearest = layers.find((one) => one.layer === layer)?.nearest ?? []
  if (outcome === 'explicitDeny') {
    return (
      <SpaceBetween size="xs">
        <StatusIndicator type="error">{own.explicitDeny(name)}</StatusIndicator>
        <Statements refs={because} />
      </SpaceBetween>
    )
  }
  return (
    <SpaceBetween size="xs">
      <StatusIndicator type="error">{own.implicitDeny(name)}</StatusIndicator>
      {nearest.length > 0 && <Box>{own.nearest}</Box>}
      <ul>
        {nearest.map(({ statement, failed }, index) => (
          <li key={index}>
            <Mention statement={statement} />:{' '}
            {[...new Set(failed.map(({ element }) => own.misses[element]))].join(', ')}
          </li>
        ))}
      </ul>
    </SpaceBetween>
  )
}

function Statements({ refs }: { readonly refs: readonly StatementRef[] }) {
  return (
    <ul>
      {refs.map((statement, index) => (
        <li key={index}>
          <Mention statement={statement} />
        </li>
      ))}
    </ul>
  )
}

function Mention({
  statement: { policy, statement, sid = '' },
}: {
  readonly statement: StatementRef
}) {
  const words = useWords()
  const own = words.keyPolicy.access
  const isGrant = policy.startsWith('grant ')
  return (
    <>
      <strong>{policyName(policy, words)}</strong>
      {!isGrant && `, ${own.statement(statement + 1, sid)}`}
    </>
  )
}

function Conditions({ statements }: { readonly statements: readonly OpenStatement[] }) {
  return (
    <ul>
      {statements.flatMap(({ statement, conditions }) =>
        conditions.map(({ operator, key, values }) => (
          <li key={`${statement.policy} ${statement.statement} ${operator} ${key}`}>
            <Mention statement={statement} />:{' '}
            <Box variant="code">
              {operator} {key} = {values.join(' | ')}
            </Box>
          </li>
        )),
      )}
    </ul>
  )
}
