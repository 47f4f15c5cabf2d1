// Of `sparekey migrate`.

import type { Language } from '../terminal.ts'

const counted = (count: number): string => count.toLocaleString('en-US')

const en = {
  about: 'move everything a data directory holds into PostgreSQL, or back, and check it whole',
  from: 'what is moved: a data directory, or a database as --store names it; nobody may serve it',
  to: 'where it goes: the other of the two, and empty',
  objects: 'where the nodes on the database keep the content of objects: a folder, or s3://BUCKET',
  moved: (from: string, to: string) => `${to} holds what ${from} holds:`,
  rows: 'rows',
  rowCount: (rows: number, tables: number, keys: number) =>
    `${counted(rows)} of ${counted(tables)} tables, with ${counted(keys)} index keys`,
  events: 'events',
  eventCount: (events: number, days: number, newest: number) =>
    `${counted(events)} of ${counted(days)} days, the newest has the number ${counted(newest)}`,
  files: 'object files',
  fileCount: (files: number, bytes: number) => `${counted(files)} of ${counted(bytes)} bytes`,
  seals: 'seals',
  sealCount: (seals: number, opened: boolean) =>
    `${counted(seals)}, ${opened ? 'all opened under the root key' : 'not opened (--no-root-key)'}`,
  rootKey: (file: string) =>
    `The seals went as they are, under the same root key: ${file}, or where that one comes from.`,
  serveNodes: (data: string) =>
    'Start the nodes with --store and --objects as given here, and with that root key. Nothing ' +
    `was changed in ${data}: do not serve it any more, or there are two histories.`,
  serveDirectory: (data: string) =>
    `Start it with: sparekey serve --data ${data}\n` +
    'Nothing was changed in the database: do not serve it any more, or there are two histories.',
  step: {
    rows: (count: number) => `${counted(count)} rows moved`,
    events: (count: number) => `${counted(count)} events moved`,
    files: (count: number) => `${counted(count)} files moved`,
    checkedRows: (count: number) => `${counted(count)} rows checked`,
    checkedEvents: (count: number) => `${counted(count)} events checked`,
    checkedFiles: (count: number) => `${counted(count)} files checked`,
  },
}

const ja: typeof en = {
  about: 'データディレクトリの内容を PostgreSQL に移す (逆も可)。移したあと全体を確かめる',
  from: '移す元: データディレクトリ、または --store と同じ形のデータベース。動作中は不可',
  to: '移す先: もう一方のほう。空であること',
  objects: 'データベースを使うノードのオブジェクトの内容の置き場所: フォルダ、または s3://BUCKET',
  moved: (from, to) => `${from} の内容を ${to} に移しました:`,
  rows: '行',
  rowCount: (rows, tables, keys) =>
    `${counted(rows)} (テーブル ${counted(tables)}、索引 ${counted(keys)})`,
  events: 'イベント',
  eventCount: (events, days, newest) =>
    `${counted(events)} 件 (${counted(days)} 日分)、最新の番号は ${counted(newest)}`,
  files: 'ファイル',
  fileCount: (files, bytes) => `${counted(files)} 個 (${counted(bytes)} バイト)`,
  seals: '封印',
  sealCount: (seals, opened) =>
    `${counted(seals)} 個。${opened ? 'すべてルートキーで開けました' : '開いていません (--no-root-key)'}`,
  rootKey: (file) => `封印はそのまま移したので、ルートキーは同じです: ${file}、またはその取得元`,
  serveNodes: (data) =>
    '同じ --store と --objects、同じルートキーでノードを起動してください。' +
    `${data} は変更していません。履歴が 2 つに分かれるので、今後は起動しないでください。`,
  serveDirectory: (data) =>
    `起動: sparekey serve --data ${data}\n` +
    'データベースは変更していません。履歴が 2 つに分かれるので、今後は使わないでください。',
  step: {
    rows: (count) => `${counted(count)} 行を移しました`,
    events: (count) => `イベント ${counted(count)} 件を移しました`,
    files: (count) => `ファイル ${counted(count)} 個を移しました`,
    checkedRows: (count) => `${counted(count)} 行を確かめました`,
    checkedEvents: (count) => `イベント ${counted(count)} 件を確かめました`,
    checkedFiles: (count) => `ファイル ${counted(count)} 個を確かめました`,
  },
}

export const migrateWords = (language: Language): typeof en => (language === 'ja' ? ja : en)
