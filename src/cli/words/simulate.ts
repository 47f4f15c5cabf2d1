import { policyNameIn } from '../../doctor/index.ts'
import type { LayerName } from '../../policy/index.ts'
import type { Language } from '../terminal.ts'

type LayerWords = Readonly<Record<LayerName, string>>

const en = {
  policy: (name: string) => policyNameIn(name, 'en'),
  allowed: (who: string, action: string, resource: string) =>
    `${who} may use ${action} on ${resource}.`,
  denied: (who: string, action: string, resource: string) =>
    `${who} may not use ${action} on ${resource}.`,
  cannotTell: (who: string, action: string, resource: string) =>
    `Whether ${who} may use ${action} on ${resource} cannot be told: not all of it could be seen.`,
  layersTitle: 'What each layer says',
  layers: {
    identity: 'IAM policies',
    boundary: 'boundary',
    session: 'session policy',
    scp: 'SCPs',
    rcp: 'RCPs',
    vpcEndpoint: 'VPC endpoint',
    keyPolicy: 'key policy',
    grants: 'grants',
    trust: 'trust policy',
  } as LayerWords,
  says: {
    allow: 'allows it',
    silent: 'no statement allows it',
    deny: 'denies it',
    notApplicable: 'not asked',
    unknown: 'not known',
  },
  delegatesOnly: 'lets the account decide',
  assumedKeyPolicy: (account: string) =>
    `no key policy was given: the default one, by which account ${account} decides, is assumed`,
  line: (line: number) => `line ${line}`,
  nearest: (statement: string) => `nearest: ${statement}`,
  elements: { principal: 'Principal', action: 'Action', resource: 'Resource' },
  missing: (element: string) => `it has no ${element}, and so never applies`,
  unmet: (element: string, expected: string, actual: string) =>
    `${element} ${expected} does not take ${actual}`,
  excepted: (element: string, expected: string, actual: string) =>
    `Not${element} ${expected} leaves out ${actual}`,
  unmetCondition: (condition: string, actual: string) =>
    `${condition} is not met: the request has ${actual}`,
  nothing: 'nothing',
  changeTitle: 'What would change it',
  addStatement: (layer: string) => `${layer}: a statement that allows it`,
  changeStatement: (layer: string, statement: string) => `${layer}: ${statement}:`,
  liftDenial: (layer: string, statement: string) =>
    `${layer}: ${statement} denies it; no Allow can outweigh that`,
  give: { principal: 'name', action: 'list', resource: 'list' },
  giveElement: (element: string, verb: string, value: string) =>
    `${element} should ${verb} ${value}`,
  completeElement: (element: string) => `it needs ${element}`,
  meetCondition: (key: string, condition: string) => `a request whose ${key} meets ${condition}`,
  insurmountable: 'no policy can: this never works, whatever the policies say',
  awsTitle: 'AWS says',
  where: (account: string, region: string, endpoint: string) =>
    `account ${account} · Region ${region} · ${endpoint}`,
  unseenTitle: 'What could not be seen, and the permission for it',
}

const ja: typeof en = {
  policy: (name) => policyNameIn(name, 'ja'),
  allowed: (who, action, resource) => `${who} は ${resource} で ${action} を実行できます。`,
  denied: (who, action, resource) => `${who} は ${resource} で ${action} を実行できません。`,
  cannotTell: (who, action, resource) =>
    `${who} が ${resource} で ${action} を実行できるかは分かりません: 確認できないものがあります。`,
  layersTitle: '各レイヤーの判断',
  layers: {
    identity: 'IAM ポリシー',
    boundary: '境界',
    session: 'セッション',
    scp: 'SCP',
    rcp: 'RCP',
    vpcEndpoint: 'VPC エンドポイント',
    keyPolicy: 'キーポリシー',
    grants: 'グラント',
    trust: '信頼ポリシー',
  },
  says: {
    allow: '許可',
    silent: '許可するステートメントがない',
    deny: '明示的に拒否',
    notApplicable: '対象外',
    unknown: '不明',
  },
  delegatesOnly: '判断をアカウントに委ねる',
  assumedKeyPolicy: (account) =>
    `キーポリシーの指定がないため、アカウント ${account} に委ねるデフォルトのキーポリシーとみなします`,
  line: (line) => `${line} 行目`,
  nearest: (statement) => `最も近いもの: ${statement}`,
  elements: { principal: 'Principal', action: 'Action', resource: 'Resource' },
  missing: (element) => `${element} がないため、決して適用されない`,
  unmet: (element, expected, actual) => `${element} ${expected} は ${actual} に一致しない`,
  excepted: (element, expected, actual) => `Not${element} ${expected} は ${actual} を除外する`,
  unmetCondition: (condition, actual) =>
    `条件 ${condition} を満たさない。リクエストの値: ${actual}`,
  nothing: 'なし',
  changeTitle: '結果を変えるには',
  addStatement: (layer) => `${layer}: 許可するステートメントを加える`,
  changeStatement: (layer, statement) => `${layer}: ${statement}:`,
  liftDenial: (layer, statement) =>
    `${layer}: ${statement} が拒否している。どの Allow もこれに勝てない`,
  give: { principal: '加える', action: '加える', resource: '加える' },
  giveElement: (element, verb, value) => `${element} に ${value} を${verb}`,
  completeElement: (element) => `${element} が必要`,
  meetCondition: (key, condition) => `${key} が ${condition} を満たすリクエストにする`,
  insurmountable: 'どのポリシーでも変えられません。この操作は決して認められません',
  awsTitle: 'AWS の文',
  where: (account, region, endpoint) =>
    `アカウント ${account} · リージョン ${region} · ${endpoint}`,
  unseenTitle: '確認できなかったものと、必要な権限',
}

export type SimulateWords = typeof en

export const simulateWords = (language: Language): SimulateWords => (language === 'ja' ? ja : en)
