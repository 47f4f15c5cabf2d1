import assert from 'node:assert/strict'
import { CreateVirtualMFADeviceCommand, IAMClient } from '@aws-sdk/client-iam'
import type { Authenticator } from '../../fixtures/authenticator.ts'
import { authenticator } from '../../fixtures/authenticator.ts'
import type { TestWorld } from '../../fixtures/world.ts'

/** Makes a virtual MFA device and puts its seed into an app, which goes by the stack's clock. */
export async function makeDevice(world: TestWorld, name: string): Promise<Authenticator> {
  const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name })
  const { VirtualMFADevice } = await world.client(IAMClient).send(command)
  assert.ok(VirtualMFADevice?.Base32StringSeed)
  return authenticator(VirtualMFADevice.Base32StringSeed, () => world.server.clock.now())
}
