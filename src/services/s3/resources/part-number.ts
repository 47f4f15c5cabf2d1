import { InvalidArgument } from '../errors.ts'
import { limits } from '../limits.ts'

export function requirePartNumber(partNumber: number): void {
  if (Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= limits.partsPerUploadMax)
    return
  throw InvalidArgument(
    { ArgumentName: 'partNumber', ArgumentValue: String(partNumber) },
    `Part number must be an integer between 1 and ${limits.partsPerUploadMax}, inclusive`,
  )
}
