import type { FailureWords } from '../../../base/told-failure.ts'
import type { english } from './en.ts'

export const japanese: Readonly<Record<keyof typeof english, FailureWords>> = {
  backupIsThere: {
    says: '`{file}` はすでにあります。バックアップは既存のファイルを上書きしません',
    hints: ['別の名前を指定する'],
  },
  backupInside: {
    says: '`{file}` はデータディレクトリの中です。一方が失われると他方も失われます',
    hints: ['別の場所を指定する (できれば別のディスク)'],
  },
  emptiedMeanwhile: {
    says: 'バックアップ中にスタックが空にされたため、何も書き込みませんでした',
    hints: ['もう一度実行する'],
  },
  filesMoving: {
    says: 'オブジェクトのファイルがコピーより速く削除されました (続けて {times} 回)',
    hints: ['削除が落ち着いてから、もう一度実行する'],
  },
  noMigration: {
    says: '移行は、データディレクトリから PostgreSQL データベースへ、またはその逆です',
  },
  objectsOfDirectory: {
    says: '`{folder}` はデータディレクトリのものです。ノードには別の置き場所が必要です',
    hints: ['--objects DIR、または --objects s3://BUCKET'],
  },
  sourceChanged: {
    says: '移行中に `{from}` が変更されたため、移行先は完全ではなく、起動できません',
    hints: ['それを使うものをすべて止め、移行先を空にして、最初からやり直す'],
  },
  migrationDiffers: {
    says: '移行先の内容が移行元と異なるため、起動できません: {target}',
    hints: ['移行元: {source}', '移行先を空にして、最初からやり直す'],
  },
  sealDoesNotOpen: {
    says: '`{table}` の封印が開かないため、移行先は起動できません: {id}: {reason}',
    hints: ['移行元のルートキーか確かめる。同じコマンドで検査をやり直せます'],
  },
  noRootKeyFile: {
    says: '`{file}` がないため、ルートキーをバックアップに含められません',
    hints: ['--with-root-key なしなら、ルートキーを含めずにバックアップします'],
  },
  noBackup: {
    says: '`{file}` は完全なバックアップではありません: {reason}',
    hints: ['何も復元していません'],
  },
  newerBackup: {
    says: '`{file}` は新しいバージョンの Sparekey ({version}) で作られています',
    hints: ['そのバージョンで復元してください。何も変更していません'],
  },
  directoryNotEmpty: {
    says: '`{data}` には既に何かが入っています。復元は既存のものを上書きしません',
    hints: ['別のディレクトリを指定する: --data DIR'],
  },
  rootKeyIsThere: {
    says: '`{file}` はすでにあり、バックアップに含まれるものと異なります',
    hints: ['別のディレクトリを指定する: --data DIR'],
  },
  noRootKeySource: {
    says: '`{text}` はルートキーの取得元ではありません',
    hints: [
      'file、passphrase、env、env:NAME、aws-kms:KEY[@https://ENDPOINT]、pkcs11: URI のいずれか',
    ],
  },
  rootKeyMissing: {
    says: 'ルートキーのファイル `{file}` がありません。`{data}` のデータはそのキーで封印されています',
    hints: [
      'ファイルをバックアップから戻す。ないとデータは誰にも読めません',
      'ルートキーが環境変数にある場合: --root-key env',
    ],
  },
  rootKeyOpen: {
    says: 'ルートキーのファイル `{file}` をほかのユーザーも読めます (モード {mode})',
  },
  rootKeyUnreadable: {
    says: '`{file}` はルートキーのファイルではありません: `{prefix}` で始まる必要があります',
    hints: ['ファイルをバックアップから戻す。データディレクトリが新しければ、ファイルを削除する'],
  },
  otherRootKey: {
    says: 'ルートキーのファイル `{name}` は、`{data}` を封印したキーではありません',
    hints: ['このデータのファイルを戻す。ないとデータは誰にも読めません'],
  },
  otherRootKeyInEnvironment: {
    says: '{name} のルートキーは、`{data}` を封印したキーではありません',
    hints: ['このデータのルートキーを設定する。ないとデータは誰にも読めません'],
  },
  otherRootKeyProvider: {
    says: '`{file}` のルートキーの取得元は {found} で、{asked} ではありません',
    hints: [
      '--root-key がなければファイルに従います',
      '変更するには: sparekey root-key rotate --to {asked}',
    ],
  },
  noRootKeyText: {
    says: '{variable} にルートキーがありません: {bytes} バイトを Base64 で (複数可)',
    hints: ['openssl rand -base64 {bytes} で作れます'],
  },
  noRootKeyInEnvironment: { says: '{variable} にルートキーがありません' },
  wrongPassphrase: {
    says: 'このパスフレーズでは `{file}` を開けません',
    hints: ['ローテーションの途中なら、新しいパスフレーズを {variable} に設定する'],
  },
  passphraseMissing: {
    says: 'ルートキーのパスフレーズを入力する人がいません',
    hints: ['{variable} か、読み取るファイル記述子の番号を {variable}_FD に設定する'],
  },
  emptyPassphrase: { says: 'ルートキーのパスフレーズが空です' },
  passphrasesDiffer: { says: '2 つのパスフレーズが一致しません' },
  rootKeyOfKms: {
    says: 'KMS キー {keyId} からルートキーを得られません: {reason}',
    hints: ['kms:Decrypt が必要です。ルートキーを作るには kms:Encrypt も必要です'],
  },
  noPkcs11Uri: {
    says: 'PKCS#11 のキーの指定が正しくありません: {reason}',
    hints: [
      'pkcs11:token=TOKEN;object=KEY?module-path=/path/to/library.so (object の代わりに id=%01 も可)',
      'コマンドラインでは全体を引用符で囲む',
    ],
  },
  pinOnCommandLine: {
    says: 'キーの名前に含めた PIN は、プロセスの一覧を見られる人に読まれます',
    hints: ['SPAREKEY_PKCS11_PIN か、pin-source=file:FILE のファイルに書く'],
  },
  pinMissing: {
    says: 'PKCS#11 トークン {token} の PIN がありません',
    hints: ['{variable} か、pin-source=file:FILE のファイルに書く'],
  },
  pinOpen: { says: 'PIN のファイル `{file}` をほかのユーザーも読めます (モード {mode})' },
  pinUnreadable: { says: 'PIN のファイル `{file}` を読めません: {reason}' },
  wrongPin: {
    says: 'PKCS#11 トークン {token} がこの PIN を拒否しました (試行は 1 回だけ)',
    hints: ['多くのトークンは、数回間違えると恒久的にロックされます'],
  },
  pinLocked: {
    says: 'PKCS#11 トークン {token} は、PIN の間違いが続いたためロックされています',
    hints: ['SO (セキュリティ担当者) が再設定する: pkcs11-tool --init-pin --login --login-type so'],
  },
  noPkcs11Tool: {
    says: 'ルートキーを PKCS#11 トークンから得るための pkcs11-tool を起動できません',
    hints: ['OpenSC に含まれます: apt install opensc、dnf install opensc、brew install opensc'],
  },
  noPkcs11Module: {
    says: 'PKCS#11 ライブラリ `{module}` を使えません: {reason}',
    hints: ['module-path に HSM のライブラリを指定する。ライブラリの設定は環境変数にある'],
  },
  noToken: {
    says: '`{module}` に PKCS#11 トークン {token} がありません',
    hints: ['一覧: pkcs11-tool --module LIBRARY --list-token-slots'],
  },
  noKeyOnToken: {
    says: 'PKCS#11 トークン {token} のキー {key} は {count} 個です。1 個である必要があります',
    hints: ['一覧: pkcs11-tool --login --list-objects。id=%01 なら ID で指定できます'],
  },
  noRsaKeyOnToken: {
    says: 'PKCS#11 トークン {token} のキー {key} は 2048 ビット以上の RSA キーではありません',
    hints: ['作成: pkcs11-tool --login --keypairgen --key-type rsa:3072 --label NAME --id 01'],
  },
  otherKeyOnToken: {
    says: 'PKCS#11 トークン {token} のキー {key} からは、元のルートキーを得られません',
    hints: ['その ID が別のキーになったか、ファイルが変更されています'],
  },
  tokenRefused: {
    says: 'PKCS#11 トークン {token} がルートキーを復号しません: {reason}',
    hints: ['キーに RSA-PKCS-OAEP での復号が許可されている必要があります'],
  },
  rotationUnderWay: {
    says: 'ルートキーのローテーションが途中です (移行先は {asked} ではありません)',
    hints: ['--to なしの sparekey root-key rotate で完了します'],
  },
  rotationRefused: {
    says: '{endpoint} のスタックが新しいルートキーを受け取りませんでした: {reason}',
    hints: ['このデータディレクトリのスタックですか。--endpoint で指定できます'],
  },
  stackNotFound: {
    says: '`{data}` は使用中ですが、そのスタックの場所がわかりません',
    hints: ['--endpoint で指定する'],
  },
  backupOfShared: {
    says: '`{data}` はノードのもので、状態は {name} にあります。ここにバックアップするものはありません',
    hints: [
      'オブジェクトのフォルダーをコピーし、スキーマを pg_dump し、フォルダーの新しい分をコピーする',
    ],
  },
  verifyOfShared: {
    says: '`{data}` はノードのもので、状態は {name} にあります。ここに検査するものはありません',
    hints: ['sparekey migrate でディレクトリに移し、それを verify する'],
  },
  rotationOfShared: {
    says: '`{data}` はノードのもので、状態は {name} にあり、他のノードも同じルートキーを持っています',
    hints: ['すべてのノードを停止してから: sparekey root-key rotate --store URL --data DIR'],
  },
  rotationOfWorkers: {
    says: 'スタックは複数のプロセスで動作しており、それぞれが今のルートキーを持っています',
    hints: ['スタックを停止してから、もう一度: sparekey root-key rotate'],
  },
  nodesAtWork: {
    says: '{name} では {count} 個のノードが今のルートキーで動作しています',
    hints: ['すべて停止する。強制終了したノードも 30 秒間は数えられます'],
  },
}
