// Roles that only their service can assume and only AWS can change. Their names are AWS's.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html

import type { Row } from '../../store/store.ts'
import { InvalidInput, NoSuchEntity, protectedRole } from './errors.ts'
import type { RoleRow } from './tables.ts'

/** What services call their role, behind `AWSServiceRoleFor`, where it is not their own name. */
const NAMES: Readonly<Record<string, string>> = {
  'autoscaling.amazonaws.com': 'AutoScaling',
  'cks.kms.amazonaws.com': 'KeyManagementServiceCustomKeyStores',
  'cloudtrail.amazonaws.com': 'CloudTrail',
  'ec2fleet.amazonaws.com': 'EC2Fleet',
  'ecs.amazonaws.com': 'ECS',
  'eks-nodegroup.amazonaws.com': 'AmazonEKSNodegroup',
  'eks.amazonaws.com': 'AmazonEKS',
  'elasticache.amazonaws.com': 'ElastiCache',
  'elasticloadbalancing.amazonaws.com': 'ElasticLoadBalancing',
  'es.amazonaws.com': 'AmazonElasticsearchService',
  'guardduty.amazonaws.com': 'AmazonGuardDuty',
  'mrk.kms.amazonaws.com': 'KeyManagementServiceMultiRegionKeys',
  'opensearchservice.amazonaws.com': 'AmazonOpenSearchService',
  'rds.amazonaws.com': 'RDS',
  'resource-explorer-2.amazonaws.com': 'ResourceExplorer',
  'spot.amazonaws.com': 'EC2Spot',
  'spotfleet.amazonaws.com': 'EC2SpotFleet',
  'ssm.amazonaws.com': 'AmazonSSM',
  'trustedadvisor.amazonaws.com': 'TrustedAdvisor',
}

/** Services of which an account can have several such roles, told apart by a suffix. */
const WITH_SUFFIX: ReadonlySet<string> = new Set(['autoscaling.amazonaws.com'])

const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com$/

export const linkedRolePath = (service: string): string => `/aws-service-role/${service}/`

/**
 * UNLIKE AWS: it knows the services that have such a role and the names of all their roles. Here a
 * service that is not in the table gets a role named after it.
 */
export function linkedRoleName(service: string, suffix: string | undefined): string {
  if (!SERVICE.test(service)) throw InvalidInput(`${service} is not a valid service name.`)
  if (suffix !== undefined && !WITH_SUFFIX.has(service)) {
    throw InvalidInput(`Custom suffix is not allowed for ${service}`)
  }
  const name = `AWSServiceRoleFor${NAMES[service] ?? inCapitals(service)}`
  return suffix === undefined ? name : `${name}_${suffix}`
}

/** `access-analyzer.amazonaws.com` as `AccessAnalyzer`. */
function inCapitals(service: string): string {
  const words = service.replace(/\.amazonaws\.com$/, '').split(/[.-]/)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

export const linkedTrustPolicy = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: [service] }, Action: ['sts:AssumeRole'] }],
  })

/** Refuses a service-linked role: the operations on roles leave it as it is. */
export function requireModifiable(role: Row<RoleRow>): Row<RoleRow> {
  if (role.value.linkedService !== undefined) throw protectedRole(role.value.name)
  return role
}

/** The service of a service-linked role; refuses any other role. */
export function requireLinkedService({ name, linkedService }: RoleRow): string {
  if (linkedService !== undefined) return linkedService
  throw NoSuchEntity(`The service-linked role with name ${name} cannot be found.`)
}
