import type { ProblemTexts } from './problems.js'

const texts: ProblemTexts = {
  'malformed-request': {
    title: 'Malformed request',
    detail: 'The request body or its encoding cannot be read: send valid UTF-8 JSON.',
  },
  'staff-only': { title: 'For staff only', detail: 'Sign in, or send a valid API key as `Authorization: Bearer …`.' },
  'wrong-secret': {
    title: 'Wrong secret',
    detail: 'The secret does not belong to this appeal. Check the private link.',
  },
  'resident-only': {
    title: 'Sign in first',
    detail: 'You are not signed in, or no longer. Sign in again, for instance by a code sent to your e-mail.',
  },
  'sign-in-refused': {
    title: 'Not signed in',
    detail: 'The address, the password or the code is not right.',
  },
  'second-factor-required': {
    title: 'Second step needed',
    detail: 'Enter the code that your app shows, or one of your recovery codes, or use a passkey.',
  },
  'passkey-refused': {
    title: 'Passkey not taken',
    detail: 'This passkey is not known here, or it took too long. Please try again.',
  },
  'sign-in-again': {
    title: 'Sign in once more',
    detail: 'For this, you must have signed in within the last quarter of an hour. Please sign in again.',
  },
  forbidden: { title: 'Not allowed', detail: 'Your role does not allow this in this organization.' },
  'origin-not-allowed': {
    title: 'Site not allowed',
    detail: 'This organization does not accept requests from that website.',
  },
  'not-eligible': {
    title: 'Not for you',
    detail:
      'This poll asks who may vote for an age or a place of residence that nobody vouches for in your case. If that is a mistake, sign in anew where your account is kept, or write to the organization.',
  },
  'not-on-list': {
    title: 'Not on the list',
    detail: 'In this poll only those vote who are on its list. Ask the organization if you should be.',
  },
  'results-embargoed': { title: 'Results not public yet', detail: 'The poll publishes its results later.' },
  'not-found': { title: 'Not found', detail: 'There is nothing at this address.' },
  'method-not-allowed': { title: 'Method not allowed', detail: 'This address does not answer that method.' },
  'second-person': {
    title: 'Someone else must',
    detail: 'This needs a second person: someone other than who wrote or decided it. `legal` lists what you can do.',
  },
  'illegal-transition': {
    title: 'Step not possible',
    detail: 'The appeal cannot go there from where it stands; `legal` lists where it can go.',
  },
  'last-administrator': {
    title: 'The last administrator',
    detail: 'Nobody else administers this organization. Make someone else an administrator first.',
  },
  'changed-meanwhile': {
    title: 'Changed meanwhile',
    detail: 'Someone else changed this since you read it. Read it again, then repeat.',
  },
  'organizations-below': {
    title: 'Organizations stand below',
    detail: 'Active organizations stand below this one: retire or move them first.',
  },
  'organization-retired': { title: 'Retired', detail: 'This organization no longer works here.' },
  'link-over': {
    title: 'Link no longer valid',
    detail: 'This link has been used, replaced by a newer one, or is too old. Ask for another.',
  },
  'not-answered-yet': { title: 'No answer yet', detail: 'Only an answered appeal can be rated.' },
  'already-rated': { title: 'Already rated', detail: 'This answer has been rated.' },
  'support-not-possible': {
    title: 'Cannot be supported',
    detail: 'Only public appeals that are still open can be supported.',
  },
  'appeal-erased': {
    title: 'Erased',
    detail: 'What was written in this appeal is erased. Nothing can be done with it any more.',
  },
  'already-voted': { title: 'Already voted', detail: 'A vote from you has been counted in this poll.' },
  'poll-not-open': { title: 'Poll not open', detail: 'The poll has not opened yet or has closed.' },
  'poll-not-closed': { title: 'Poll not closed', detail: 'This is published when the poll has closed.' },
  'vote-is-final': { title: 'The vote stays', detail: 'This poll takes no changes of a vote that was cast.' },
  'paper-not-taken': { title: 'No paper', detail: 'This poll takes no ballots cast on paper.' },
  'paper-entered': {
    title: 'Entered already',
    detail: 'A sheet with this number was entered. If that was wrong, withdraw it first.',
  },
  'person-only': {
    title: 'Signed in only',
    detail: 'Where a second person is wanted, only who is signed in may: keys and commands do not tell people apart.',
  },
  'paper-not-waiting': { title: 'Not waiting', detail: 'This sheet does not wait for a second person.' },
  'poll-opened': {
    title: 'Poll has opened',
    detail:
      'The poll has opened, or is about to: what voters are asked stays. Close it and publish a copy, if it is wrong.',
  },
  'poll-not-draft': {
    title: 'Not a draft',
    detail: 'Only a draft can be published or deleted, and this poll is published.',
  },
  'campaign-not-open': {
    title: 'Campaign not open',
    detail: 'What this form is for has not begun yet or is over. Please use the ordinary form.',
  },
  'discussion-not-open': { title: 'Discussion closed', detail: 'This discussion takes no comments now.' },
  'discussion-frozen': {
    title: 'Discussion paused',
    detail: 'For a while this discussion takes no comments. What was written stays.',
  },
  'discussion-opened': {
    title: 'Discussion has opened',
    detail:
      'Only a discussion that has not opened, and was never commented on, can be taken away. This one can be closed.',
  },
  'stage-not-possible': {
    title: 'Stage not possible',
    detail: 'The discussion cannot go there from where it stands; `legal` lists where it can.',
  },
  'comment-settled': {
    title: 'Not possible for this comment',
    detail: 'The comment does not stand so that this could be done with it.',
  },
  'pins-full': {
    title: 'Enough is pinned',
    detail: 'Three answers are pinned already. Take one of them down first.',
  },
  'decided-meanwhile': {
    title: 'A colleague was quicker',
    detail: 'It was decided since you looked at it; `decision` says what, and by whom.',
  },
  'undo-not-possible': {
    title: 'Cannot be taken back',
    detail:
      'Only one’s own last decision can be taken back, within ten minutes, and not what everyone could read since.',
  },
  'objection-not-possible': {
    title: 'No objection is possible',
    detail: 'Authors object once, to what a moderator hid or refused.',
  },
  'moderation-not-possible': {
    title: 'Not possible for this comment',
    detail: 'The comment does not stand so that this could be decided; `legal` lists what can be.',
  },
  'too-large': { title: 'Too large', detail: 'The request is larger than this address accepts.' },
  'unsupported-file': {
    title: 'File not accepted',
    detail:
      'Only JPEG, PNG and WebP pictures and PDF documents are accepted, and the content must be what it says it is.',
  },
  'unsupported-media-type': {
    title: 'Content type not accepted',
    detail: 'Send the content type that the documentation names for this address.',
  },
  'invalid-input': { title: 'Invalid input', detail: 'Please correct what is wrong.' },
  'idempotency-key-reused': {
    title: 'Idempotency key reused',
    detail: 'This Idempotency-Key was used with a different request.',
  },
  'mail-refused': { title: 'Address refused', detail: 'The mail server takes no mail for this address. Check it.' },
  blocked: {
    title: 'Not taken from here',
    detail:
      'This organization takes nothing from this sender for now. If that is a mistake, write to it or call: its contacts are at the foot of its page.',
  },
  'split-not-possible': {
    title: 'It cannot be split',
    detail: 'Parts are made of an appeal that is still open here and was not forwarded from elsewhere.',
  },
  duplicate: {
    title: 'Sent already',
    detail: 'The same came from here within the last hour. It has arrived, and need not be sent again.',
  },
  'identity-required': {
    title: 'Confirmation needed',
    detail:
      'Before this is accepted, it has to be confirmed: by the page itself, or by you who you are. Please try again. Programs: how is said by `ways`, and for the anonymous way by `challenge`.',
  },
  'too-many-requests': {
    title: 'Too many requests',
    detail: 'This has been done very often lately. Please try again a little later; what you typed is kept.',
  },
  internal: { title: 'Internal error', detail: 'Something failed on our side. Please try again later.' },
  'mail-not-configured': {
    title: 'No mail here',
    detail: 'This installation cannot send mail: its operator has not set it up.',
  },
  'mail-failed': { title: 'Mail not sent', detail: 'The mail could not be sent now. Please try again shortly.' },
  'oidc-weak': {
    title: 'Signed in too simply',
    detail: 'That service did not confirm the second step that is asked for here. Set one up there, and sign in again.',
  },
  'oidc-failed': {
    title: 'Sign-in elsewhere failed',
    detail: 'The other service did not confirm who you are. Please begin again.',
  },
  'partner-unreachable': {
    title: 'The partner did not answer',
    detail: 'At the partner’s address nobody answered as Open311 does. `said` is what was answered.',
  },
  unavailable: {
    title: 'Unavailable',
    detail: 'The service is starting or has lost its database. Please try again shortly.',
  },
}
export default texts
