import { AwsError } from '../../aws/errors.ts'
import { protocols, type ProtocolName } from '../../aws/protocols/protocols.ts'
import { findTarget } from '../../aws/target.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Finds out what is asked of whom, and reads the input. */
export function decode(exchange: Exchange): void {
  const { house, arrival } = exchange
  const models = house.services.values().map(({ model }) => model)
  const target = findTarget(arrival, models)
  if ('refusal' in target) {
    exchange.protocol = target.protocol
    throw target.refusal
  }
  const { model, operation } = target
  const service = settled(house.services.get(model.signingName), 'registry')
  exchange.protocol = model.protocol
  exchange.service = service
  exchange.operationName = operation
  exchange.operation = service.operations[operation] ?? refuseUnbuilt(model.protocol, operation)
  exchange.input = protocols[model.protocol].decode(model, operation, arrival)
}

/** An operation of AWS's that is not built yet: docs/reference/operations.md lists them. */
function refuseUnbuilt(protocol: ProtocolName, operation: string): never {
  const message = `${operation} is not built in this version of Sparekey`
  if (protocol === 'query') throw new AwsError('InvalidAction', 400, message)
  if (protocol === 'restXml') throw new AwsError('NotImplemented', 501, message)
  throw new AwsError('UnknownOperationException', 400, message)
}
