import { NoSuchKey } from '../errors.ts'
import type { Operation } from '../../operation.ts'
import type { GetObjectInput, GetObjectOutput } from '../model.ts'
import { judgeRead } from '../resources/conditions.ts'
import { refuseCustomerKeys } from '../resources/object-encryption.ts'
import { objectOutput, requestedPart, validatorsOutput } from '../resources/object-output.ts'
import { onReadObject } from '../resources/object-questions.ts'
import type { OpenedObject } from '../resources/object-reader.ts'
import { openObject } from '../resources/object-reader.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Gives out an object, or a part of it: as it was when it was asked for, though it be replaced
 * before the last byte is sent.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const GetObject: Operation<S3Scope, GetObjectInput, GetObjectOutput> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => onReadObject(['s3:GetObject'], input, scope),
  prepare,
  perform(input, _scope, prepared) {
    if (!prepared) throw NoSuchKey({ Key: input.Key })
    const { object, read } = prepared as OpenedObject
    if (judgeRead(object, input) === 'notModified') {
      return { output: validatorsOutput(object), status: 304 }
    }
    const range = requestedPart(object, input)
    return { output: objectOutput(object, input, range), content: read(range) }
  },
}

async function prepare(input: GetObjectInput, scope: S3Scope): Promise<OpenedObject | undefined> {
  refuseCustomerKeys(input)
  const object = scope.objects.find(input)?.value
  return object && openObject(object, scope.buckets.require(input.Bucket).value, scope)
}
