import type { Operation } from '../../operation.ts'
import { policyTypeAlreadyEnabled, policyTypeNotAvailable } from '../errors.ts'
import type { EnablePolicyTypeInput, EnablePolicyTypeOutput } from '../model.ts'
import { onNode, typeContext } from '../questions.ts'
import { fullAccessOf, requireControlType } from '../resources/control-policies.ts'
import { rootView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'

/**
 * Enables SCPs or RCPs. The policy that allows everything is attached to the root and to every
 * OU and account, so that nothing changes for anybody yet.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html
 */
export const EnablePolicyType: Operation<
  OrganizationsScope,
  EnablePolicyTypeInput,
  EnablePolicyTypeOutput
> = {
  readOnly: false,
  questions: ({ RootId, PolicyType }, scope) => [
    onNode('organizations:EnablePolicyType', RootId, scope, typeContext(PolicyType)),
  ],
  perform({ RootId, PolicyType }, scope) {
    const organization = scope.asManagement()
    organization.requireRoot(RootId)
    const type = requireControlType(PolicyType)
    const { value } = organization
    if (value.featureSet !== 'ALL') throw policyTypeNotAvailable()
    if (value.policyTypes.includes(type)) throw policyTypeAlreadyEnabled()
    const policyTypes = [...value.policyTypes, type]
    const added = fullAccessOf([type])
    const root = { policyTypes, policies: [...value.policies, ...added] }
    const below = organization.nodes().filter((node) => node.type !== 'ROOT')
    return {
      output: { Root: rootView({ ...value, policyTypes }) },
      changes: [
        organization.update(root),
        ...below.map((node) => node.with({ policies: [...node.fields.policies, ...added] })),
      ],
    }
  },
}
