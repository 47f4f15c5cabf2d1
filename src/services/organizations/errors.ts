// The whole vocabulary of failure of Organizations.

import { AwsError } from '../../aws/errors.ts'

/** It spells `Message` with a capital, and some of its exceptions say a `Reason` beside it. */
const exception =
  (code: string, status = 400) =>
  (message: string): AwsError =>
    new AwsError(code, status, message, { messageMember: 'Message' })

const exceptionWithReason =
  (code: string) =>
  (Reason: string, message: string): AwsError =>
    new AwsError(code, 400, message, { messageMember: 'Message', details: { Reason } })

const always = (code: string, message: string) => (): AwsError => exception(code)(message)

export const AccessDeniedException = exception('AccessDeniedException')
export const InvalidInputException = exceptionWithReason('InvalidInputException')
export const ConstraintViolationException = exceptionWithReason('ConstraintViolationException')
export const HandshakeConstraintViolationException = exceptionWithReason(
  'HandshakeConstraintViolationException',
)
export const InvalidHandshakeTransitionException = exception('InvalidHandshakeTransitionException')
/** The sentence was recorded 2025-02-04 (awslabs/aws-deployment-framework issue 781). */
export const TooManyRequestsException = always(
  'TooManyRequestsException',
  'You have sent too many requests in too short a period of time. Try again later.',
)
export const ServiceException = exception('ServiceException', 500)

// These sentences stand in AWS's published answers.

/** Of a member account that asks for what is the management account's. */
export const notForThisAccount = always(
  'AccessDeniedException',
  "You don't have permissions to access this resource.",
)
export const organizationsNotInUse = always(
  'AWSOrganizationsNotInUseException',
  'Your account is not a member of an organization.',
)
export const accountNotFound = always(
  'AccountNotFoundException',
  "You specified an account that doesn't exist.",
)
export const alreadyInOrganization = always(
  'AlreadyInOrganizationException',
  'The provided account is already a member of an organization.',
)
export const duplicateUnit = always(
  'DuplicateOrganizationalUnitException',
  'An OU with the same name already exists.',
)
export const duplicatePolicy = always(
  'DuplicatePolicyException',
  'A policy with the same name already exists.',
)
export const organizationNotEmpty = always(
  'OrganizationNotEmptyException',
  'To delete an organization you must first remove all member accounts (except the master).',
)
export const policyTypeAlreadyEnabled = always(
  'PolicyTypeAlreadyEnabledException',
  'The specified policy type is already enabled.',
)
export const policyTypeNotEnabled = always(
  'PolicyTypeNotEnabledException',
  'This operation can be performed only for enabled policy types.',
)
export const rootNotFound = always(
  'RootNotFoundException',
  "You specified a root that doesn't exist.",
)
export const targetNotFound = always(
  'TargetNotFoundException',
  "You specified a target that doesn't exist.",
)
export const unitNotFound = always(
  'OrganizationalUnitNotFoundException',
  "You specified an organizational unit that doesn't exist.",
)
export const policyNotFound = always(
  'PolicyNotFoundException',
  "You specified a policy that doesn't exist.",
)
export const parentNotFound = always(
  'ParentNotFoundException',
  "You specified parent that doesn't exist.",
)
export const childNotFound = always(
  'ChildNotFoundException',
  "You specified a child that doesn't exist.",
)
export const malformedPolicy = always(
  'MalformedPolicyDocumentException',
  'The provided policy document does not meet the requirements of the specified policy type.',
)
export const accountAlreadyRegistered = always(
  'AccountAlreadyRegisteredException',
  'The provided account is already a delegated administrator for your organization.',
)
export const accountNotRegistered = always(
  'AccountNotRegisteredException',
  'The provided account is not a registered delegated administrator for your organization.',
)

// AWS's sentences for these are not known: they follow its API reference.

export const unitNotEmpty = always(
  'OrganizationalUnitNotEmptyException',
  'The specified OU is not empty. Move all accounts and OUs out of it first.',
)
export const sourceParentNotFound = always(
  'SourceParentNotFoundException',
  "You specified a source parent that doesn't exist.",
)
export const destinationParentNotFound = always(
  'DestinationParentNotFoundException',
  "You specified a destination parent that doesn't exist.",
)
export const duplicateAccount = always(
  'DuplicateAccountException',
  'The account is already in the specified destination.',
)
export const policyInUse = always(
  'PolicyInUseException',
  'The policy is attached to one or more entities.',
)
export const policyNotAttached = always(
  'PolicyNotAttachedException',
  'The policy is not attached to the specified target.',
)
export const duplicateAttachment = always(
  'DuplicatePolicyAttachmentException',
  'The policy is already attached to the specified target.',
)
export const policyTypeNotAvailable = always(
  'PolicyTypeNotAvailableForOrganizationException',
  'The policy type is not available for the organization.',
)
export const masterCannotLeave = always(
  'MasterCannotLeaveOrganizationException',
  'The management account cannot leave its organization.',
)
export const creationNotFound = always(
  'CreateAccountStatusNotFoundException',
  "You specified a request that doesn't exist.",
)
export const handshakeNotFound = always(
  'HandshakeNotFoundException',
  "You specified a handshake that doesn't exist.",
)
export const handshakeAlreadyInState = always(
  'HandshakeAlreadyInStateException',
  'The handshake is already in the requested state.',
)
export const duplicateHandshake = always(
  'DuplicateHandshakeException',
  'The account already has an open handshake with the organization.',
)
export const accountAlreadyClosed = always(
  'AccountAlreadyClosedException',
  'The account is already closed.',
)
export const effectivePolicyNotFound = always(
  'EffectivePolicyNotFoundException',
  'The target has no effective policy of the specified type.',
)
