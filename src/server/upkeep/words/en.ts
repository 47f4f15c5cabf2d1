export const english = {
  backupIsThere: {
    says: '`{file}` is there already, and a backup takes the place of nothing',
    hints: ['another name'],
  },
  backupInside: {
    says: '`{file}` is in the data directory: whatever befalls the one befalls the other',
    hints: ['a name elsewhere, best on another disk'],
  },
  emptiedMeanwhile: {
    says: 'the stack was emptied while it was backed up, so that nothing was written',
    hints: ['once more, now that it is empty'],
  },
  filesMoving: {
    says: 'files of objects went faster than they could be copied, {times} times in a row',
    hints: ['once more, when less is deleted'],
  },
  noMigration: {
    says: 'a migration goes from a data directory to a PostgreSQL database, or back',
  },
  objectsOfDirectory: {
    says: '`{folder}` is the data directory’s own: the nodes need a place for objects beside it',
    hints: ['--objects DIR, or --objects s3://BUCKET'],
  },
  sourceChanged: {
    says: '`{from}` was changed while it was moved: the target is not whole, and is not served',
    hints: ['stop everything that serves from it, empty the target, and begin anew'],
  },
  migrationDiffers: {
    says: 'the target does not hold what the source holds, and is not served: {target}',
    hints: ['of the source: {source}', 'empty the target, and begin anew'],
  },
  sealDoesNotOpen: {
    says: 'a seal of `{table}` does not open, and the target is not served: {id}: {reason}',
    hints: ['is it the root key of the source? The same command checks once more'],
  },
  noRootKeyFile: {
    says: '`{file}` is not there: the root key cannot go into the backup',
    hints: ['without --with-root-key the backup is made without it'],
  },
  noBackup: {
    says: '`{file}` is no whole backup: {reason}',
    hints: ['nothing has been restored from it'],
  },
  newerBackup: {
    says: '`{file}` was made by a newer version of Sparekey ({version})',
    hints: ['restore it with that version; this one has changed nothing'],
  },
  directoryNotEmpty: {
    says: '`{data}` holds something already, and a restore takes the place of nothing',
    hints: ['another directory: --data DIR'],
  },
  rootKeyIsThere: {
    says: '`{file}` is there already, and is another than the one in the backup',
    hints: ['another directory: --data DIR'],
  },
  noRootKeySource: {
    says: '`{text}` is not where a root key comes from',
    hints: ['file, passphrase, env, env:NAME, aws-kms:KEY[@https://ENDPOINT] or a pkcs11: URI'],
  },
  rootKeyMissing: {
    says: 'the root key file `{file}` is missing, and `{data}` holds data sealed under it',
    hints: [
      'restore the file from your backup; without it the data cannot be read by anybody',
      'where the root key is in the environment: --root-key env',
    ],
  },
  rootKeyOpen: { says: 'the root key file `{file}` is open to others: its mode is {mode}' },
  rootKeyUnreadable: {
    says: '`{file}` holds no root key: it must begin with `{prefix}`',
    hints: ['restore the file from your backup; if the data directory is new, remove the file'],
  },
  otherRootKey: {
    says: 'the root key file `{name}` is not the one that `{data}` was sealed under',
    hints: ['put back the file that belongs to this data; without it nobody can read the data'],
  },
  otherRootKeyInEnvironment: {
    says: 'the root key in {name} is not the one that `{data}` was sealed under',
    hints: ['set the root key that belongs to this data; without it nobody can read the data'],
  },
  otherRootKeyProvider: {
    says: 'the root key in `{file}` comes from {found}, and not from {asked}',
    hints: [
      'without --root-key the file says where it comes from',
      'sparekey root-key rotate --to {asked} changes it',
    ],
  },
  noRootKeyText: {
    says: '{variable} holds no root key: {bytes} bytes in Base64, or several of them',
    hints: ['openssl rand -base64 {bytes} makes one'],
  },
  noRootKeyInEnvironment: { says: 'the root key is not in {variable}' },
  wrongPassphrase: {
    says: 'the passphrase does not open `{file}`',
    hints: ['while a rotation is under way, {variable} is to hold the new one'],
  },
  passphraseMissing: {
    says: 'nobody is here to type the passphrase of the root key',
    hints: ['{variable}, or {variable}_FD with the number of a file descriptor to read it from'],
  },
  emptyPassphrase: { says: 'the passphrase of the root key is empty' },
  passphrasesDiffer: { says: 'the two passphrases are not the same' },
  rootKeyOfKms: {
    says: 'the KMS key {keyId} does not give the root key: {reason}',
    hints: ['kms:Decrypt on it is needed, and kms:Encrypt to make a root key'],
  },
  noPkcs11Uri: {
    says: 'the PKCS#11 key is not named so that it can be found: {reason}',
    hints: [
      'pkcs11:token=TOKEN;object=KEY?module-path=/path/to/library.so, with id=%01 for object if need be',
      'on a command line the whole in quotation marks',
    ],
  },
  pinOnCommandLine: {
    says: 'a PIN in the name of a key can be read by whoever lists processes',
    hints: ['SPAREKEY_PKCS11_PIN holds it, or the file that pin-source=file:FILE names'],
  },
  pinMissing: {
    says: 'the PIN of the PKCS#11 token {token} is nowhere',
    hints: ['{variable} holds it, or the file that pin-source=file:FILE names'],
  },
  pinOpen: { says: 'the file of the PIN `{file}` is open to others: its mode is {mode}' },
  pinUnreadable: { says: 'the file of the PIN `{file}` cannot be read: {reason}' },
  wrongPin: {
    says: 'the PKCS#11 token {token} does not take the PIN; it was tried once',
    hints: ['many tokens are locked for good after a few wrong ones'],
  },
  pinLocked: {
    says: 'the PKCS#11 token {token} is locked after too many wrong PINs',
    hints: [
      'its security officer can set a new one: pkcs11-tool --init-pin --login --login-type so',
    ],
  },
  noPkcs11Tool: {
    says: 'pkcs11-tool cannot be started: it asks the PKCS#11 token for the root key',
    hints: ['it comes with OpenSC: apt install opensc, dnf install opensc or brew install opensc'],
  },
  noPkcs11Module: {
    says: 'the PKCS#11 library `{module}` cannot be used: {reason}',
    hints: ['module-path names the library of the HSM; its own settings are in the environment'],
  },
  noToken: {
    says: 'there is no PKCS#11 token {token} behind `{module}`',
    hints: ['pkcs11-tool --module LIBRARY --list-token-slots shows those that are there'],
  },
  noKeyOnToken: {
    says: 'the PKCS#11 token {token} has {count} keys {key}, and not one',
    hints: ['pkcs11-tool --login --list-objects shows them; id=%01 names a key by its id'],
  },
  noRsaKeyOnToken: {
    says: 'the key {key} of the PKCS#11 token {token} is no RSA key of 2048 bits or more',
    hints: ['pkcs11-tool --login --keypairgen --key-type rsa:3072 --label NAME --id 01 makes one'],
  },
  otherKeyOnToken: {
    says: 'the key {key} of the PKCS#11 token {token} does not give the root key that was put there',
    hints: ['another key has its id now, or the file was changed'],
  },
  tokenRefused: {
    says: 'the PKCS#11 token {token} does not decrypt the root key: {reason}',
    hints: ['its key must be allowed to decrypt with RSA-PKCS-OAEP'],
  },
  rotationUnderWay: {
    says: 'a rotation of the root key is under way, and not to {asked}',
    hints: ['sparekey root-key rotate without --to finishes it'],
  },
  rotationRefused: {
    says: 'the stack at {endpoint} did not take the new root key: {reason}',
    hints: ['is it the stack of this data directory? --endpoint names another one'],
  },
  stackNotFound: {
    says: '`{data}` is in use, and where its stack answers is not known',
    hints: ['--endpoint names it'],
  },
  backupOfShared: {
    says: '`{data}` is of a node, whose state is in {name}: there is nothing to back up in it',
    hints: [
      'copy the folder of the objects, then pg_dump the schema, then copy what is new in the folder',
    ],
  },
  verifyOfShared: {
    says: '`{data}` is of a node, whose state is in {name}: there is nothing to check in it',
    hints: ['sparekey migrate to a directory, and verify that one'],
  },
  rotationOfShared: {
    says: '`{data}` is of a node, whose state is in {name}, and other nodes have the same root key',
    hints: ['stop all nodes, then: sparekey root-key rotate --store URL --data DIR'],
  },
  rotationOfWorkers: {
    says: 'the stack is of several processes, and each has the root key as it is',
    hints: ['stop the stack, and once more: sparekey root-key rotate'],
  },
  nodesAtWork: {
    says: '{count} nodes are at work on {name}, each with the root key as it is',
    hints: ['stop all of them; one that was killed counts for half a minute'],
  },
} as const
