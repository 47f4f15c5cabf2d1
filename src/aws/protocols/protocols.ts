import type { ServiceModel } from '../shapes.ts'
import { awsJson } from './aws-json.ts'
import type { Protocol } from './protocol.ts'
import { query } from './query.ts'
import { restXml } from './rest-xml.ts'

export type ProtocolName = ServiceModel['protocol']

export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  awsJson1_1: awsJson,
  query,
  restXml,
}
