import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Role, roles } from '../../api/identity/roles.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, as, send } from './appeals.fixture.js'
import { signedIn } from './staff.fixture.js'

/**
 * Who may do what, operation by operation. `anyone`: needs no key (what a secret or the like opens is tested where it
 * belongs); `person`: whoever is signed in, of themselves; else the roles of staff that may. An operation without a line
 * here fails the test.
 */
interface Expectation {
  who: 'anyone' | 'person' | readonly Role[]
  /** A body the contract accepts: else the request is refused before anyone asks who sent it. */
  body?: unknown
  query?: string
}
const campaign = {
  names: { en: 'Any' },
  descriptions: { en: 'Any' },
  opensOn: '2026-11-01',
  categories: [{ code: 'any', names: { en: 'Any' } }],
}
const passkey = { id: 'none', rawId: 'none', type: 'public-key' }
const signed = { clientDataJSON: 'none' }
const poll = {
  titles: { en: 'Any' },
  questions: [{ id: 'any', type: 'text', title: { en: 'Any?' } }],
  opensAt: '2026-12-01T09:00',
  closesAt: '2026-12-02T09:00',
}
function formOf(content: string) {
  const form = new FormData()
  form.append('file', new File([content], 'file'))
  return form
}
const expectations: Record<string, Expectation> = {
  getOrganization: { who: 'anyone' },
  getTerritory: { who: 'anyone' },
  listOrganizations: { who: 'anyone' },
  createOrganization: { who: ['administrator'], body: { id: 'below', names: { en: 'Below' } } },
  getOrganizationSettings: { who: ['leader', 'administrator'] },
  changeOrganization: { who: ['administrator'], body: {} },
  listAudit: { who: ['leader', 'administrator'] },
  getChallenge: { who: 'anyone', query: '?feature=appeals' },
  getQrCode: { who: 'anyone' },
  getCategories: { who: 'anyone' },
  listCampaigns: { who: 'anyone' },
  getCampaign: { who: 'anyone' },
  getCampaignSettings: { who: ['leader', 'administrator'] },
  setCampaign: { who: ['administrator'], body: campaign },
  changeCampaign: { who: ['administrator'], body: {} },
  getRouting: { who: ['coordinator', 'leader', 'administrator'] },
  setRouting: {
    who: ['coordinator', 'administrator'],
    body: { rules: [], fallback: { responsible: { en: 'Town hall' } } },
  },
  removeRouting: { who: ['coordinator', 'administrator'] },
  getStatistics: { who: 'anyone' },
  downloadStatistics: { who: 'anyone' },
  downloadMatrix: { who: ['coordinator', 'leader', 'administrator'] },
  listTerritories: { who: 'anyone' },
  setTerritories: { who: ['administrator'], body: { items: [] } },
  downloadAppeals: { who: 'anyone' },
  getMatrix: { who: ['coordinator', 'leader', 'administrator'] },
  listCellCases: { who: ['coordinator', 'leader', 'administrator'] },
  listSystemicProblems: { who: ['coordinator', 'leader', 'administrator'] },
  createSystemicProblem: {
    who: ['leader'],
    body: { row: 'potholes', by: 'body', column: '', responsible: 'Roads', measure: 'Resurface', dueOn: '2026-12-31' },
  },
  changeSystemicProblem: { who: ['leader'], body: { ended: true } },
  getOfficerFigures: { who: ['leader'] },
  downloadInsightReport: { who: ['coordinator', 'leader', 'administrator'] },
  // Of a key, which has no address to be written to, it is said that there is none.
  getInsightDigest: { who: ['leader'] },
  setInsightDigest: { who: ['leader'], body: { rhythm: 'daily' } },
  uploadAttachment: { who: 'anyone' },
  getAttachment: { who: 'anyone' },
  listPaperBallots: { who: ['coordinator', 'leader', 'administrator'] },
  enterPaperBallot: { who: ['coordinator', 'administrator'], body: { sheet: 'B-1', answers: {} } },
  confirmPaperBallot: { who: ['coordinator', 'administrator'], body: { sheet: 'B-1', answers: {} } },
  withdrawPaperBallot: { who: ['coordinator', 'administrator'], body: { sheet: 'B-1', reason: 'torn' } },
  // No picture: whoever may is told so, and nothing is kept.
  uploadPollPhoto: { who: ['coordinator', 'administrator'], body: formOf('no picture') },
  getPollPhoto: { who: 'anyone' },
  createAppeal: { who: 'anyone', body: {} },
  listAppeals: { who: 'anyone' },
  getAppealMap: { who: 'anyone', query: '?box=69,60,70,61&zoom=8' },
  findSimilarAppeals: { who: 'anyone', body: { category: 'potholes' } },
  getAppeal: { who: 'anyone' },
  // Without its text: whoever may is told so, and nothing changes.
  createTransition: { who: ['officer', 'coordinator', 'administrator'], body: { to: 'declined' } },
  getQueues: { who: roles },
  getFilters: { who: roles },
  setFilters: { who: roles, body: { items: [] } },
  listTemplates: { who: roles },
  createTemplate: { who: ['coordinator', 'administrator'], body: { name: 'Any', text: 'Any' } },
  setTemplate: { who: ['coordinator', 'administrator'], body: { name: 'Any', text: 'Any' } },
  removeTemplate: { who: ['coordinator', 'administrator'] },
  createNote: { who: ['officer', 'coordinator', 'leader', 'administrator'], body: { text: 'Seen' } },
  settleMention: { who: roles },
  splitAppeal: {
    who: ['officer', 'coordinator', 'administrator'],
    body: { category: 'none', description: 'A part' },
  },
  listForwardingTargets: { who: ['officer', 'coordinator', 'administrator'] },
  listColleagues: { who: ['officer', 'coordinator', 'leader', 'administrator'] },
  setAssignee: { who: ['officer', 'coordinator', 'administrator'], body: { assignee: 'me' } },
  listLatestComments: { who: 'anyone' },
  getDraft: { who: 'anyone' },
  getDraftChanges: { who: 'anyone' },
  publishDraft: { who: ['coordinator', 'administrator'], body: { text: 'Any', language: 'en' } },
  followDiscussion: { who: 'anyone', body: { email: 'anna@example.test', consent: true } },
  getFollowing: { who: 'anyone' },
  setFollowing: { who: 'anyone', body: { isFollowing: false } },
  endFollowing: { who: 'anyone' },
  getNotices: { who: 'anyone' },
  setNotices: { who: 'anyone', body: { isFollowing: false } },
  endNotices: { who: 'anyone' },
  setPush: {
    who: 'anyone',
    body: {
      subscription: {
        endpoint: 'https://push.test/1',
        keys: { p256dh: `B${'a'.repeat(86)}`, auth: 'a'.repeat(22) },
      },
      isFollowing: false,
    },
  },
  rateAsSupporter: { who: 'anyone', body: { score: 5 } },
  supportAppeal: { who: 'anyone', body: {} },
  withdrawSupport: { who: 'anyone' },
  getAppealFeed: { who: 'anyone' },
  rateAppeal: { who: 'anyone', body: { score: 5 } },
  listPolls: { who: 'anyone' },
  getPoll: { who: 'anyone' },
  getPollResults: { who: 'anyone' },
  getPollGroups: { who: 'anyone' },
  listPollDefinitions: { who: ['coordinator', 'leader', 'administrator'] },
  getPollDefinition: { who: ['coordinator', 'leader', 'administrator'] },
  setPollDefinition: { who: ['coordinator', 'administrator'], body: poll },
  copyPoll: { who: ['coordinator', 'administrator'], body: { id: 'another' } },
  publishPoll: { who: ['coordinator', 'administrator'], body: {} },
  closePoll: { who: ['coordinator', 'administrator'], body: {} },
  getPollList: { who: ['coordinator', 'leader', 'administrator'] },
  addToPollList: { who: ['coordinator', 'administrator'], body: { people: [{ email: 'any@example.org' }] } },
  clearPollList: { who: ['coordinator', 'administrator'] },
  testBallot: { who: ['coordinator', 'administrator'], body: { answers: {} } },
  getTestResults: { who: ['coordinator', 'leader', 'administrator'] },
  deletePollDraft: { who: ['coordinator', 'administrator'] },
  listPollWords: { who: ['coordinator', 'leader', 'administrator'], query: '?question=any' },
  changeBallot: { who: 'anyone', body: { answers: {} } },
  getPollRecord: { who: 'anyone' },
  getSigningKey: { who: 'anyone' },
  listReceipts: { who: 'anyone' },
  downloadPollResults: { who: 'anyone' },
  castBallot: { who: 'anyone', body: { answers: {} } },
  listDiscussions: { who: 'anyone' },
  getDiscussion: { who: 'anyone' },
  getDiscussionFeed: { who: 'anyone' },
  downloadComments: { who: 'anyone' },
  getOpinions: { who: 'anyone' },
  getOwnOpinion: { who: 'anyone' },
  listStatements: { who: 'anyone' },
  createStatement: { who: 'anyone', body: { text: 'More trees' } },
  listComments: { who: 'anyone' },
  getDiscussionDefinition: { who: ['coordinator', 'moderator', 'leader', 'administrator'] },
  setDiscussionDefinition: {
    who: ['coordinator', 'administrator'],
    body: { titles: { en: 'Any' }, texts: { en: 'Any' }, opensAt: '2026-12-01T09:00' },
  },
  deleteDiscussion: { who: ['coordinator', 'administrator'] },
  createStage: { who: ['coordinator', 'administrator'], body: { stage: 'summary' } },
  restrictDiscussion: { who: ['moderator', 'coordinator', 'administrator'], body: {} },
  listModeration: { who: ['moderator', 'administrator'] },
  moderateComment: { who: ['moderator', 'administrator'], body: { decision: 'publish' } },
  getModerationQueue: { who: ['moderator', 'coordinator', 'administrator'] },
  getCommentContext: { who: ['moderator', 'coordinator', 'administrator'] },
  undoModeration: { who: ['moderator', 'administrator'] },
  getModerationLog: { who: 'anyone' },
  getModerationFeed: { who: 'anyone' },
  getObjection: { who: 'anyone' },
  createObjection: { who: 'anyone', body: { text: 'It was not meant so' } },
  // Of one that is not there.
  getComment: { who: 'anyone' },
  editComment: { who: 'anyone', body: { text: 'Better' } },
  withdrawComment: { who: 'anyone' },
  setReaction: { who: 'anyone', body: { value: 'agree' } },
  flagComment: { who: 'anyone', body: { reason: 'spam' } },
  pinComment: { who: ['moderator', 'coordinator', 'administrator'], body: { isPinned: true } },
  createComment: { who: 'anyone', body: { text: 'Well' } },
  getPrivacy: { who: 'anyone' },
  exportAppeal: { who: 'anyone' },
  eraseAppeal: { who: 'anyone' },
  correctAppealContact: { who: 'anyone', body: {} },
  // Of one that is not there, so that the others still find theirs.
  eraseAppealAsStaff: { who: ['administrator'], body: { reason: 'mistake' } },
  eraseCommentAsStaff: { who: ['administrator'], body: { reason: 'mistake' } },
  listBlocks: { who: ['moderator', 'administrator'] },
  createBlock: {
    who: ['moderator', 'administrator'],
    body: { kind: 'domain', value: 'spam.test', reason: 'Advertising' },
  },
  removeBlock: { who: ['moderator', 'administrator'] },
  sendResidentCode: { who: 'anyone', body: { email: 'anna@mail.test' } },
  createResidentSession: { who: 'anyone', body: { email: 'anna@mail.test', code: '000000' } },
  endResidentSessions: { who: 'anyone' },
  listResidentSources: { who: ['administrator'] },
  createResidentSource: { who: ['administrator'], body: { issuer: 'https://town.test' } },
  deleteResidentSource: { who: ['administrator'] },
  listPartners: { who: ['administrator'] },
  putPartner: {
    who: ['administrator'],
    body: { names: { en: 'Heat' }, url: 'https://heat.test/open311/v2', service: 'other' },
  },
  removePartner: { who: ['administrator'] },
  listPartnerServices: { who: ['administrator'] },
  getMe: { who: 'anyone' },
  correctMe: { who: 'anyone', body: {} },
  listMyAppeals: { who: 'anyone' },
  listMyComments: { who: 'anyone' },
  listMyVotes: { who: 'anyone' },
  listMySupports: { who: 'anyone' },
  exportMe: { who: 'anyone' },
  eraseMe: { who: 'anyone' },
  listWebhooks: { who: ['administrator'] },
  createWebhook: { who: ['administrator'], body: { url: 'https://town.test/hook' } },
  changeWebhook: { who: ['administrator'], body: {} },
  removeWebhook: { who: ['administrator'] },
  listWebhookMessages: { who: ['administrator'] },
  replayWebhookMessages: { who: ['administrator'], body: {} },
  streamEvents: { who: 'anyone' },
  listStaff: { who: ['administrator'] },
  setStaffRoles: { who: ['administrator'], body: { roles: ['officer'] } },
  removeStaff: { who: ['administrator'] },
  listInvitations: { who: ['administrator'] },
  inviteStaff: { who: ['administrator'], body: { email: 'anna@town.test', role: 'officer' } },
  withdrawInvitation: { who: ['administrator'] },
  listKeys: { who: ['administrator'] },
  createKey: { who: ['administrator'], body: { name: 'a program', role: 'officer' } },
  revokeKey: { who: ['administrator'] },
  startStaffOidc: { who: 'anyone' },
  finishStaffOidc: { who: 'anyone' },
  signIn: { who: 'anyone', body: { email: 'nobody@town.test', password: 'no password of anyone' } },
  getSession: { who: 'anyone' },
  signOut: { who: 'person' },
  listSessions: { who: 'person' },
  endOtherSessions: { who: 'person' },
  endSession: { who: 'person' },
  changePassword: { who: 'person', body: { password: 'seven green kettles' } },
  enrolTotp: { who: 'person', body: {} },
  confirmTotp: { who: 'person', body: { code: '123456' } },
  removeTotp: { who: 'person' },
  listPasskeys: { who: 'person' },
  beginPasskey: { who: 'person', body: {} },
  // Made by no browser: whoever may is told so, and nothing changes.
  addPasskey: { who: 'person', body: { passkey: { ...passkey, response: { ...signed, attestationObject: 'none' } } } },
  removePasskey: { who: 'person' },
  beginPasskeySignIn: { who: 'anyone', body: {} },
  signInByPasskey: {
    who: 'anyone',
    body: { passkey: { ...passkey, response: { ...signed, authenticatorData: 'none', signature: 'none' } } },
  },
  requestReset: { who: 'anyone', body: { email: 'nobody@town.test' } },
  useReset: { who: 'anyone', body: { secret: 'none', password: 'seven green kettles' } },
  viewInvitation: { who: 'anyone', body: { secret: 'none' } },
  acceptInvitation: { who: 'anyone', body: { secret: 'none' } },
}

let api: TestApp
let operations: { id: string; method: string; path: string }[]
const keys = new Map<string, string>()
const keyOf = (organization: string, role: Role) => keys.get(`${organization} ${role}`) ?? ''
/** The same as people: what is opened by a key is opened by a session too. */
const people = new Map<string, Record<string, string>>()
const ways = (organization: string, role: Role): [string, Record<string, string>][] => [
  ['key', as(keyOf(organization, role))],
  ['session', people.get(`${organization} ${role}`) ?? {}],
]
beforeAll(async () => {
  api = await createTestApp()
  await addCategory(api, { code: 'potholes' })
  expect((await send(api)).json.number).toBe(1)
  for (const organization of ['ugra', 'hanty', 'elsewhere'])
    for (const role of roles) {
      keys.set(`${organization} ${role}`, await api.staffKey(organization, role))
      const { cookie } = await signedIn(api, organization, role)
      people.set(`${organization} ${role}`, { cookie, 'vmeste-staff': 'session' })
    }
  const { json } = await api.request('/v1/openapi.json')
  operations = Object.entries<Record<string, { operationId: string }>>(json.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: id }]) => ({ id, method: method.toUpperCase(), path })),
  )
})
afterAll(() => api.close())

/** An id stands for whatever an address names by one, whether there is such a thing or not. */
const values: Record<string, string> = {
  number: '1',
  attachment: crypto.randomUUID(),
  comment: crypto.randomUUID(),
  block: crypto.randomUUID(),
  id: crypto.randomUUID(),
  account: crypto.randomUUID(),
  session: crypto.randomUUID(),
  passkey: crypto.randomUUID(),
  problem: crypto.randomUUID(),
  webhook: crypto.randomUUID(),
  file: 'appeals.csv',
  table: 'matrix.csv',
  template: crypto.randomUUID(),
}

const ofOrganizations = () => operations.filter(({ path }) => path.includes('{organization}'))

async function ask(
  organization: string,
  { id, method, path }: (typeof operations)[number],
  headers: Record<string, string> = {},
) {
  const { body, query = '' } = expectations[id] ?? {}
  const address = path.replace(/\{(\w+)\}/g, (_, name) =>
    name === 'organization' ? organization : (values[name] ?? 'any'),
  )
  // Of a stream the head is enough.
  const isStream = id === 'streamEvents'
  return api.request(address + query, { method: isStream ? 'HEAD' : method, body, headers })
}

test('for each operation it is said who may', () => {
  expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(expectations).sort())
})

test('no role of another organization may do anything, also not what anyone may', async () => {
  for (const operation of ofOrganizations()) {
    for (const role of roles) {
      for (const [way, headers] of ways('elsewhere', role)) {
        const { status, text } = await ask('hanty', operation, headers)
        expect(`${operation.id} by ${role}'s ${way}: ${status}`).toBe(`${operation.id} by ${role}'s ${way}: 403`)
        if (text) expect(JSON.parse(text).type).toBe('/problems/forbidden')
      }
    }
  }
})

test('no role of a town may do anything in the region above it', async () => {
  for (const operation of ofOrganizations())
    for (const role of roles)
      for (const [way, headers] of ways('hanty', role))
        expect((await ask('ugra', operation, headers)).status, `${operation.id} by ${way}`).toBe(403)
})

test('nobody gets to what is for staff, and everyone to the rest', async () => {
  for (const operation of operations) {
    const { status, text } = await ask('hanty', operation)
    const said = `${operation.id}: ${status} ${text.slice(0, 200)}`
    if (expectations[operation.id]?.who === 'anyone') expect([403], said).not.toContain(status)
    else expect(status, said).toBe(401)
  }
})

test('of the staff, here and above, those who may are let in, and the others are not', {
  timeout: 120_000,
}, async () => {
  for (const operation of operations) {
    const { who = [] } = expectations[operation.id] ?? {}
    if (who === 'anyone' || who === 'person') continue
    for (const role of roles) {
      for (const organization of ['hanty', 'ugra']) {
        for (const [way, headers] of ways(organization, role)) {
          const { status } = await ask('hanty', operation, headers)
          const isIn = status !== 401 && status !== 403
          const said = `${operation.id} by ${role} of ${organization} by ${way}`
          expect(`${said}: ${isIn}`).toBe(`${said}: ${who.includes(role)}`)
        }
      }
    }
  }
})

test('what is a person’s own is opened by no key, by no cookie alone, and by a session whatever the role', async () => {
  const own = operations.filter(({ id }) => expectations[id]?.who === 'person')
  expect(own.length).toBeGreaterThan(7)
  for (const operation of own) {
    for (const role of roles) {
      const { cookie } = await signedIn(api, 'hanty', role)
      const useless: Record<string, string>[] = [as(keyOf('ugra', role)), { cookie }, { 'vmeste-staff': 'session' }]
      for (const headers of useless)
        expect((await ask('', operation, headers)).json.type, operation.id).toBe('/problems/staff-only')
      const { status } = await ask('', operation, { cookie, 'vmeste-staff': 'session' })
      expect([401, 403], `${operation.id} by ${role}: ${status}`).not.toContain(status)
    }
  }
})

test('what one organization has is not at the address of another', async () => {
  for (const organization of ['ugra', 'elsewhere'])
    for (const headers of [{}, as(keyOf(organization, 'administrator'))])
      expect((await api.request(`/v1/organizations/${organization}/appeals/1`, { headers })).status).toBe(404)
})
