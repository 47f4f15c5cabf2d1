// Of the commands that look after a data directory.

import type { Language } from '../terminal.ts'

const counted = (count: number): string => count.toLocaleString('en-US')

const en = {
  made: (file: string, bytes: number) => `${file}: a backup of ${counted(bytes)} bytes`,
  restored: (data: string, file: string) => `${data} holds what ${file} held`,
  holds: (file: string) => `${file} holds:`,
  asOf: 'as of',
  by: 'made by',
  version: (version: string, schema: number) => `Sparekey ${version}, data version ${schema}`,
  events: 'events',
  eventCount: (count: number, newest: number) =>
    `${counted(count)}, the newest has the number ${counted(newest)}`,
  keys: 'KMS keys',
  principals: 'users, roles',
  objects: 'S3 objects',
  objectCount: (rows: number, files: number, bytes: number) =>
    `${counted(rows)}, in ${counted(files)} files of ${counted(bytes)} bytes`,
  rows: 'rows',
  rootKey: 'root key',
  rootKeyIn: 'IN IT: whoever has this file can read everything',
  rootKeyAbsent: 'not in it: without the root key nothing in it can be decrypted',
  keepRootKey: (file: string) => `The root key has to be kept as well, elsewhere: ${file}`,
  putRootKey: (file: string) => `Before it can start, put the root key back: ${file}`,
  leftOut: (path: string, reason: string) => `left out: ${path}: ${reason}`,
  next: 'Then:',
  checked: (data: string, rows: number, events: number, files: number) =>
    `${data}: ${counted(rows)} rows, ${counted(events)} events and ${counted(files)} files checked`,
  soFar: (rows: number, events: number, files: number) =>
    `so far: ${counted(rows)} rows, ${counted(events)} events and ${counted(files)} files`,
  checkedSeals: (seals: number, digests: number, logFiles: number) =>
    `${counted(seals)} seals; ${counted(digests)} digests of trails, ${counted(logFiles)} log files named`,
  notOpened: 'The seals were not opened (--no-root-key).',
  notRead: (files: number) =>
    `${counted(files)} files are encrypted under keys that are not here: they were not read`,
  whole: 'Nothing is wrong.',
  problems: (count: number) => `${counted(count)} wrong`,
  passphrase: 'Passphrase of the root key: ',
  newPassphrase: 'New passphrase of the root key: ',
  samePassphrase: 'Once more: ',
  resumed: 'A rotation that had been begun was finished.',
  rotated: (data: string, id: string, provider: string) =>
    `${data} has the root key ${id}, from ${provider}`,
  resealed: (count: number, byStack: boolean) =>
    `${counted(count)} seals were made anew${byStack ? ' by the stack, which went on meanwhile' : ''}`,
  fromEnvironment: 'From now on SPAREKEY_ROOT_KEY must hold the new root key: serve --root-key env',
  oldBackups: 'Backups that were made before need the old root key.',
  otherNodes: 'Every other node needs the new root key before it is started again.',
}

type UpkeepWords = typeof en

const ja: UpkeepWords = {
  made: (file, bytes) => `${file}: バックアップ (${counted(bytes)} バイト)`,
  restored: (data, file) => `${file} の内容を ${data} に復元しました`,
  holds: (file) => `${file} の内容:`,
  asOf: '時点',
  by: '作成',
  version: (version, schema) => `Sparekey ${version}、データのバージョン ${schema}`,
  events: 'イベント',
  eventCount: (count, newest) => `${counted(count)} 件、最新の番号は ${counted(newest)}`,
  keys: 'KMS キー',
  principals: 'ユーザー、ロール',
  objects: 'S3 オブジェクト',
  objectCount: (rows, files, bytes) =>
    `${counted(rows)} 個、ファイル ${counted(files)} 個 (${counted(bytes)} バイト)`,
  rows: '行',
  rootKey: 'ルートキー',
  rootKeyIn: '含まれます: このファイルを持つ人はすべてを読めます',
  rootKeyAbsent: '含まれません: ルートキーがなければ何も復号できません',
  keepRootKey: (file) => `ルートキーも別の場所に保管してください: ${file}`,
  putRootKey: (file) => `起動の前にルートキーを戻してください: ${file}`,
  leftOut: (path, reason) => `含まれないもの: ${path}: ${reason}`,
  next: '次に:',
  checked: (data, rows, events, files) =>
    `${data}: 行 ${counted(rows)}、イベント ${counted(events)}、ファイル ${counted(files)} を検査しました`,
  soFar: (rows, events, files) =>
    `検査済み: 行 ${counted(rows)}、イベント ${counted(events)}、ファイル ${counted(files)}`,
  checkedSeals: (seals, digests, logFiles) =>
    `封印 ${counted(seals)}、証跡のダイジェスト ${counted(digests)}、そのログファイル ${counted(logFiles)}`,
  notOpened: '封印は開いていません (--no-root-key)。',
  notRead: (files) => `ここにないキーで暗号化されたファイル ${counted(files)} 個は読んでいません`,
  whole: '問題はありません。',
  problems: (count) => `問題が ${counted(count)} 件あります`,
  passphrase: 'ルートキーのパスフレーズ: ',
  newPassphrase: 'ルートキーの新しいパスフレーズ: ',
  samePassphrase: 'もう一度: ',
  resumed: '途中だったローテーションを完了しました。',
  rotated: (data, id, provider) =>
    `${data} のルートキーは ${id} になりました (取得元: ${provider})`,
  resealed: (count, byStack) =>
    `${counted(count)} 個の封印を作り直しました${byStack ? ' (動作中のスタックが実施)' : ''}`,
  fromEnvironment:
    '今後は SPAREKEY_ROOT_KEY に新しいルートキーを設定してください: serve --root-key env',
  oldBackups: 'これより前のバックアップには古いルートキーが必要です。',
  otherNodes: '他のノードも、起動する前に新しいルートキーが必要です。',
}

export const upkeepWords = (language: Language): UpkeepWords => (language === 'ja' ? ja : en)
