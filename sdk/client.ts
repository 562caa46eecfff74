import * as appeals from './appeals.js'
import * as attachments from './attachments.js'
import * as campaigns from './campaigns.js'
import * as comments from './comments.js'
import * as discussionWriting from './discussion-writing.js'
import * as discussions from './discussions.js'
import * as drafts from './drafts.js'
import * as events from './events.js'
import * as following from './following.js'
import * as moderation from './moderation.js'
import * as organization from './organization.js'
import * as writing from './poll-writing.js'
import * as polls from './polls.js'
import * as privacy from './privacy.js'
import { proveByWork } from './proof.js'
import * as residents from './residents.js'
import * as support from './support.js'
import { createTransport, type Transport, type TransportOptions } from './transport.js'

export type Client = ReturnType<typeof createClient>

/**
 * Everything one organization offers, by feature.
 *
 * @example
 * const client = createClient({ baseUrl: 'http://localhost:8787', organization: 'hanty-mansiysk', language: 'ru' })
 * const { number, secret } = await client.appeals.create({ category: 'potholes', description: 'Яма у дома 5', consent: true })
 */
export function createClient(options: TransportOptions) {
  const transport = createTransport({ prove: proveByWork, ...options })
  const over =
    <Rest extends unknown[], Answer>(call: (transport: Transport, ...rest: Rest) => Answer) =>
    (...rest: Rest) =>
      call(transport, ...rest)
  return {
    organization: {
      get: over(organization.getOrganization),
      categories: over(organization.getCategories),
      privacy: over(privacy.getPrivacy),
    },
    appeals: {
      create: over(appeals.createAppeal),
      list: over(appeals.listAppeals),
      similar: over(support.findSimilarAppeals),
      support: over(support.supportAppeal),
      withdrawSupport: over(support.withdrawSupport),
      get: over(appeals.getAppeal),
      transition: over(appeals.createTransition),
      respond: over(appeals.respondToAppeal),
      queues: over(appeals.getQueues),
      note: over(appeals.createNote),
      assign: over(appeals.setAssignee),
      rate: over(appeals.rateAppeal),
      setPush: over(appeals.setPush),
      export: over(privacy.exportAppeal),
      erase: over(privacy.eraseAppeal),
      correctContact: over(privacy.correctContact),
    },
    attachments: {
      upload: over(attachments.uploadAttachment),
      uploadForReply: over(attachments.uploadForReply),
      download: over(attachments.downloadAttachment),
    },
    campaigns: {
      list: over(campaigns.listCampaigns),
      get: over(campaigns.getCampaign),
      settings: over(campaigns.getCampaignSettings),
      set: over(campaigns.setCampaign),
      change: over(campaigns.changeCampaign),
    },
    polls: {
      list: over(polls.listPolls),
      get: over(polls.getPoll),
      results: over(polls.getPollResults),
      groups: over(polls.getPollGroups),
      vote: over(polls.castBallot),
      change: over(polls.changeBallot),
      receipts: over(polls.listReceipts),
      definitions: over(writing.listPollDefinitions),
      definition: over(writing.getPollDefinition),
      set: over(writing.setPollDefinition),
      delete: over(writing.deletePollDraft),
      copy: over(writing.copyPoll),
      publish: over(writing.publishPoll),
      close: over(writing.closePoll),
      test: over(writing.testBallot),
      testResults: over(writing.getTestResults),
      listed: over(writing.getPollList),
      addToList: over(writing.addToPollList),
      clearList: over(writing.clearPollList),
      words: over(writing.listPollWords),
      uploadPhoto: over(writing.uploadPollPhoto),
      paper: over(writing.listPaperBallots),
      enterPaper: over(writing.enterPaperBallot),
      confirmPaper: over(writing.confirmPaperBallot),
      withdrawPaper: over(writing.withdrawPaperBallot),
    },
    discussions: {
      list: over(discussions.listDiscussions),
      get: over(discussions.getDiscussion),
      comments: over(discussions.listComments),
      latest: over(discussions.listLatestComments),
      comment: over(comments.createComment),
      edit: over(comments.editComment),
      withdraw: over(comments.withdrawComment),
      react: over(comments.setReaction),
      flag: over(comments.flagComment),
      pin: over(comments.pinComment),
      follow: over(following.followDiscussion),
      draft: over(drafts.getDraft),
      draftChanges: over(drafts.getDraftChanges),
      publishDraft: over(drafts.publishDraft),
      opinions: over(discussions.getOpinions),
      ownOpinion: over(discussions.getOwnOpinion),
      statements: over(discussions.listStatements),
      state: over(comments.createStatement),
      moderation: over(discussions.listModeration),
      moderate: over(discussions.moderateComment),
      definition: over(discussionWriting.getDiscussionDefinition),
      define: over(discussionWriting.setDiscussionDefinition),
      delete: over(discussionWriting.deleteDiscussion),
      move: over(discussionWriting.createStage),
      restrict: over(discussionWriting.restrictDiscussion),
    },
    moderation: {
      queue: over(moderation.getModerationQueue),
      context: over(moderation.getCommentContext),
      undo: over(moderation.undoModeration),
      own: over(moderation.getOwnDecision),
      object: over(moderation.objectToDecision),
      log: over(moderation.listModerationLog),
      block: over(moderation.createBlock),
    },
    residents: {
      sendCode: over(residents.sendResidentCode),
      signIn: over(residents.createResidentSession),
      signOut: over(residents.endResidentSessions),
      me: over(residents.getMe),
      correct: over(residents.correctMe),
      appeals: over(residents.listMyAppeals),
      comments: over(residents.listMyComments),
      votes: over(residents.listMyVotes),
      supports: over(residents.listMySupports),
      export: over(residents.exportMe),
      erase: over(residents.eraseMe),
    },
    events: { subscribe: over(events.subscribe) },
  }
}
