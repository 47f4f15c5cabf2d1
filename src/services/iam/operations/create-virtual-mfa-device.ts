import type { Operation } from '../../operation.ts'
import { mfaDeviceArn } from '../arns.ts'
import { requestTagContext } from '../context-keys.ts'
import { EntityAlreadyExists, ValidationError } from '../errors.ts'
import { limits } from '../limits.ts'
import { base32 } from '../mfa/base32.ts'
import { sealSeed } from '../mfa/device-seed.ts'
import type { CreateVirtualMFADeviceInput, CreateVirtualMFADeviceOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireDistinctTags } from '../tags.ts'

/**
 * Makes a virtual MFA device, which is nobody's until it is enabled for a user. The answer is the
 * only one that ever holds its seed.
 *
 * UNLIKE AWS: without the picture of a QR code; the text beside it holds the same seed.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html
 */
export const CreateVirtualMFADevice: Operation<
  IamScope,
  CreateVirtualMFADeviceInput,
  CreateVirtualMFADeviceOutput
> = {
  readOnly: false,
  questions: (input, scope) => {
    const { mfaDevices } = scope
    const { Tags = [] } = input
    const may = (action: string) =>
      mfaDevices.question(action, serialNumber(input, scope), requestTagContext(Tags))
    const create = may('iam:CreateVirtualMFADevice')
    return Tags.length > 0 ? [create, may('iam:TagMFADevice')] : [create]
  },
  perform: (input, scope) => {
    const { account, world, sealer, now, mfaDevices } = scope
    const SerialNumber = serialNumber(input, scope)
    if (mfaDevices.find(SerialNumber)) throw EntityAlreadyExists(NAME_TAKEN)
    const seed = world.randomBytes(limits.mfaSeedBytes)
    const tags = requireDistinctTags(input.Tags)
    const sealedSeed = sealSeed(sealer, SerialNumber, seed)
    const row = { account, createdAt: now.toISOString(), sealedSeed, tags }
    const Base32StringSeed = Buffer.from(base32(seed), 'ascii')
    const made = { SerialNumber, Base32StringSeed, ...(tags.length > 0 && { Tags: tags }) }
    return {
      output: { VirtualMFADevice: made },
      changes: [mfaDevices.make(SerialNumber, row)],
    }
  },
}

function serialNumber(
  { Path = '/', VirtualMFADeviceName }: CreateVirtualMFADeviceInput,
  { account }: IamScope,
): string {
  const serial = mfaDeviceArn({ account, path: Path, name: VirtualMFADeviceName })
  // The model has no bound for the name, and no other operation takes a longer serial number. The
  // sentence is ours.
  if (serial.length <= limits.mfaSerialNumberCharsMax) return serial
  throw ValidationError(
    `The serial number of an MFA device has at most ${limits.mfaSerialNumberCharsMax} characters.`,
  )
}

const NAME_TAKEN = 'MFADevice entity at the same path and name already exists.'
