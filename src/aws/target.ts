// Which operation of which service a request is for. AWS routes by host; everything here answers
// on one host, so the request itself must say it.

import { AwsError } from './errors.ts'
import { findOperation } from './model.ts'
import { queryParameters } from './protocols/query.ts'
import type { ProtocolName } from './protocols/protocols.ts'
import { findRoute } from './rest/find-route.ts'
import { isRestRequest } from './rest/is-rest-request.ts'
import type { ServiceModel } from './shapes.ts'
import { headerOf, type RequestHead, type WireRequest } from './wire-request.ts'

export type Target =
  | { readonly model: ServiceModel; readonly operation: string }
  /** What to answer, and how to spell it; the model when the service at least is known. */
  | {
      readonly refusal: AwsError
      readonly protocol: ProtocolName
      readonly model?: ServiceModel
    }

export function findTarget(request: WireRequest, models: Iterable<ServiceModel>): Target {
  const target = headerOf(request, 'x-amz-target')
  if (target !== undefined) return jsonTarget(target, models)
  const known = [...models]
  const rest = known.find(({ protocol }) => protocol === 'restXml')
  return rest && isRestRequest(request) ? restTarget(request, rest) : queryTarget(request, known)
}

/** From the head alone: S3's bodies can be large, and are not read before it is known whose. */
function restTarget(head: RequestHead, model: ServiceModel): Target {
  try {
    return { model, operation: findRoute(model, head) }
  } catch (refusal) {
    if (refusal instanceof AwsError) return { refusal, protocol: 'restXml', model }
    throw refusal
  }
}

/**
 * Only the last two dotted parts count: some SDKs write CloudTrail's target with the whole
 * `com.amazonaws.cloudtrail.v20131101.` before them.
 */
function jsonTarget(target: string, models: Iterable<ServiceModel>): Target {
  const dot = target.lastIndexOf('.')
  const operation = dot < 0 ? '' : target.slice(dot + 1)
  const prefix = dot < 0 ? target : target.slice(target.lastIndexOf('.', dot - 1) + 1, dot)
  const model = jsonModel(models, prefix)
  if (model && findOperation(model, operation)) return { model, operation }
  const refusal = new AwsError('UnknownOperationException', 400, '')
  return { refusal, protocol: 'awsJson1_1', ...(model && { model }) }
}

function jsonModel(models: Iterable<ServiceModel>, prefix: string): ServiceModel | undefined {
  for (const model of models) {
    if (model.protocol === 'awsJson1_1' && model.targetPrefix === prefix) return model
  }
  return undefined
}

function queryTarget(request: WireRequest, models: readonly ServiceModel[]): Target {
  try {
    return actionTarget(queryParameters(request), models)
  } catch (refusal) {
    if (refusal instanceof AwsError) return { refusal, protocol: 'query' }
    throw refusal
  }
}

function actionTarget(
  parameters: ReadonlyMap<string, string>,
  models: readonly ServiceModel[],
): Target {
  const action = parameters.get('Action')
  const version = parameters.get('Version')
  const services = models.filter(({ protocol }) => protocol === 'query')
  const model = services.find(({ apiVersion }) => apiVersion === version)
  if (action === undefined) {
    const message = 'The request must contain the parameter Action.'
    const refusal = new AwsError('MissingAction', 400, message)
    return { refusal, protocol: 'query', ...(model && { model }) }
  }
  if (model && findOperation(model, action)) return { model, operation: action }
  const of = version ?? 'NO_VERSION_SPECIFIED'
  const message = `Could not find operation ${action} for version ${of}`
  const refusal = new AwsError('InvalidAction', 400, message)
  return { refusal, protocol: 'query', ...(model && { model }) }
}
