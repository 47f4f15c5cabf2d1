import { exception } from '../../aws/errors.ts'

// CloudTrail's whole vocabulary of failure. All 400: the model annotates nothing else.
export const AccessDeniedException = exception('AccessDeniedException')
export const InternalFailure = exception('InternalFailure', 500)
export const InvalidEventCategoryException = exception('InvalidEventCategoryException')
export const InvalidLookupAttributesException = exception('InvalidLookupAttributesException')
export const InvalidNextTokenException = exception('InvalidNextTokenException')
export const InvalidTimeRangeException = exception('InvalidTimeRangeException')
export const ThrottlingException = exception('ThrottlingException')
export const ValidationException = exception('ValidationException')
