// The configuration of workgroups on its way in and out.

import { InvalidRequestException } from '../errors.ts'
import type {
  EngineVersion,
  ResultConfiguration,
  ResultConfigurationUpdates,
  WorkGroupConfiguration,
  WorkGroupConfigurationUpdates,
} from '../model.ts'
import { requireResultConfiguration } from './result-configuration.ts'

const EFFECTIVE_ENGINE = 'Athena engine version 3'

/** `AUTO` stands for the newest, of which there is one. */
export const ENGINE_VERSIONS: readonly string[] = ['AUTO', EFFECTIVE_ENGINE]

export const engineVersion = (selected = 'AUTO'): EngineVersion => ({
  SelectedEngineVersion: selected,
  EffectiveEngineVersion: EFFECTIVE_ENGINE,
})

/** Of `primary`, before anybody has changed it. */
export const primaryConfiguration: WorkGroupConfiguration = {
  ResultConfiguration: {},
  EnforceWorkGroupConfiguration: false,
  PublishCloudWatchMetricsEnabled: false,
  RequesterPaysEnabled: false,
  EngineVersion: engineVersion(),
}

/** What a workgroup is made with where the request says nothing. */
const defaults: WorkGroupConfiguration = {
  ...primaryConfiguration,
  EnforceWorkGroupConfiguration: true,
  PublishCloudWatchMetricsEnabled: true,
}

export function newConfiguration(given: WorkGroupConfiguration = {}): WorkGroupConfiguration {
  return required({
    ...defaults,
    ...given,
    EngineVersion: engineVersion(given.EngineVersion?.SelectedEngineVersion),
  })
}

/** What a request does not mention stays as it is. */
export function updatedConfiguration(
  current: WorkGroupConfiguration,
  updates: WorkGroupConfigurationUpdates,
): WorkGroupConfiguration {
  const {
    ResultConfigurationUpdates: result,
    ManagedQueryResultsConfigurationUpdates: managed,
    RemoveBytesScannedCutoffPerQuery: removesCutoff,
    RemoveCustomerContentEncryptionConfiguration: removesEncryption,
    ...values
  } = updates
  const version = values.EngineVersion?.SelectedEngineVersion
  return required({
    ...current,
    ...values,
    ...(managed && { ManagedQueryResultsConfiguration: { Enabled: managed.Enabled === true } }),
    ...(result && { ResultConfiguration: updatedResult(current.ResultConfiguration, result) }),
    ...(removesCutoff && { BytesScannedCutoffPerQuery: undefined }),
    ...(removesEncryption && { CustomerContentEncryptionConfiguration: undefined }),
    EngineVersion: version === undefined ? current.EngineVersion : engineVersion(version),
  })
}

function updatedResult(
  current: ResultConfiguration = {},
  updates: ResultConfigurationUpdates,
): ResultConfiguration {
  const {
    RemoveOutputLocation: location,
    RemoveEncryptionConfiguration: encryption,
    RemoveExpectedBucketOwner: owner,
    RemoveAclConfiguration: acl,
    ...values
  } = updates
  return {
    ...current,
    ...values,
    ...(location && { OutputLocation: undefined }),
    ...(encryption && { EncryptionConfiguration: undefined }),
    ...(owner && { ExpectedBucketOwner: undefined }),
    ...(acl && { AclConfiguration: undefined }),
  }
}

/** Throws for what there is none of here. These sentences are ours. */
function required(configuration: WorkGroupConfiguration): WorkGroupConfiguration {
  const { EngineVersion: version, ManagedQueryResultsConfiguration: managed } = configuration
  if (!ENGINE_VERSIONS.includes(version?.SelectedEngineVersion ?? '')) {
    throw InvalidRequestException(`Sparekey has no other engine than ${EFFECTIVE_ENGINE}`)
  }
  if (managed?.Enabled) throw InvalidRequestException('Sparekey manages no query results')
  requireResultConfiguration(configuration.ResultConfiguration ?? {})
  return configuration
}
