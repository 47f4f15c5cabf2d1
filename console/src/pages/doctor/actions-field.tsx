import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import { actionsMatching } from '../../../../src/policy/index.ts'
import { useWords } from '../../words/words.ts'

const ACTIONS = actionsMatching('kms:*').map(({ action }) => action)

/** Any of KMS's actions. */
export function ActionsField({
  value,
  change,
}: {
  readonly value: readonly string[]
  readonly change: (actions: readonly string[]) => void
}) {
  const { doctor: own } = useWords()
  // One that came by a link and is not known stays: the doctor says what it thinks of it.
  const names = [...new Set([...ACTIONS, ...value])].toSorted()
  const optionOf = (action: string) => ({ value: action, label: action })
  return (
    <FormField label={own.actions} description={own.actionsHint}>
      <Multiselect
        options={names.map(optionOf)}
        selectedOptions={value.map(optionOf)}
        onChange={({ detail }) =>
          change(detail.selectedOptions.flatMap((option) => option.value ?? []))
        }
        filteringType="auto"
        filteringPlaceholder={own.findActions}
        filteringAriaLabel={own.findActions}
        placeholder={own.chooseActions}
        deselectAriaLabel={(option) => own.removeAction(option.label ?? '')}
      />
    </FormField>
  )
}
