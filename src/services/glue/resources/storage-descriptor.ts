import type { StorageDescriptor } from '../model.ts'

/** Numbers and switches are answered also when nobody set them. */
export const storageDescriptorView = (stored: StorageDescriptor): StorageDescriptor => ({
  Compressed: false,
  NumberOfBuckets: 0,
  StoredAsSubDirectories: false,
  ...stored,
})
