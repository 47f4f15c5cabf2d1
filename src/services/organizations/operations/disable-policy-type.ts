import type { Operation } from '../../operation.ts'
import { policyTypeNotEnabled } from '../errors.ts'
import type { DisablePolicyTypeInput, DisablePolicyTypeOutput } from '../model.ts'
import { onNode, typeContext } from '../questions.ts'
import { requireControlType } from '../resources/control-policies.ts'
import { rootView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Disables SCPs or RCPs: every policy of the type is detached from everything, and none has a
 * say any longer. The policies themselves stay.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisablePolicyType.html
 */
export const DisablePolicyType: Operation<
  OrganizationsScope,
  DisablePolicyTypeInput,
  DisablePolicyTypeOutput
> = {
  readOnly: false,
  questions: ({ RootId, PolicyType }, scope) => [
    onNode('organizations:DisablePolicyType', RootId, scope, typeContext(PolicyType)),
  ],
  perform({ RootId, PolicyType }, scope) {
    const organization = scope.asManagement()
    organization.requireRoot(RootId)
    const type = requireControlType(PolicyType)
    const { value } = organization
    if (!value.policyTypes.includes(type)) throw policyTypeNotEnabled()
    const gone = new Set(organization.policiesOf(type).map(({ id }) => id))
    const kept = (ids: readonly string[]) => ids.filter((id) => !gone.has(id))
    const policyTypes = value.policyTypes.filter((other) => other !== type)
    const below = organization.nodes().filter((node) => node.type !== 'ROOT')
    return {
      output: { Root: rootView({ ...value, policyTypes }) },
      changes: [
        organization.update({ policyTypes, policies: kept(value.policies) }),
        ...below.map((node) => node.with({ policies: kept(node.fields.policies) })),
      ],
    }
  },
}
