import Select, { type SelectProps } from '@cloudscape-design/components/select'
import { useWords } from '../../words/words.ts'
import type { AuditAnswer } from './use-audit.ts'

/** A rule's id, or one of these; the empty one lets every key through. */
const WHOLE = ['', 'bad', 'fine', 'none'] as const

/** Which keys are shown, by what the audit said of them. */
export function VerdictFilter({
  audited,
  verdict,
  change,
}: {
  readonly audited: AuditAnswer | undefined
  readonly verdict: string
  readonly change: (verdict: string) => void
}) {
  const { keys } = useWords()
  const own = keys.audit
  const texts = { '': own.all, bad: own.bad, fine: own.fine, none: own.none }
  const whole = WHOLE.map((value) => ({ value, label: texts[value] }))
  const rules = Object.entries(audited?.rules ?? {}).map(([value, label]) => ({ value, label }))
  const options: readonly SelectProps.Option[] = [...whole, ...rules]
  return (
    <Select
      options={options}
      selectedOption={options.find(({ value }) => value === verdict) ?? options[0] ?? null}
      ariaLabel={own.filter}
      disabled={audited === undefined}
      onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
    />
  )
}

export function hasVerdict(
  audited: AuditAnswer | undefined,
  keyId: string,
  verdict: string,
): boolean {
  if (verdict === '' || audited === undefined) return true
  const found = Object.hasOwn(audited.keys, keyId) ? audited.keys[keyId] : undefined
  if (verdict === 'none') return found === undefined
  if (verdict === 'fine') return found?.length === 0
  return (found ?? []).some(({ rule }) => verdict === 'bad' || rule === verdict)
}
