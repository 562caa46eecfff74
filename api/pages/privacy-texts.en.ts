import type privacyTexts from './privacy-texts.ru.js'

const texts: typeof privacyTexts = {
  title: 'What is kept about you',
  lead: 'This page says what {name} keeps, for how long, and who sees it. It is made from the rules in force.',

  what: 'What is kept',
  whatAppeal:
    'An appeal: your text, the place, photos and documents, the answers to the topic’s questions, and what the administration answered.',
  whatContact: 'Your name, e-mail and phone, where you gave them: encrypted, apart from the appeal.',
  whatPhotos: 'Photos, without the place and the phone model: these are removed when they are uploaded.',
  whatComment: 'A comment: its text and the name you signed it with.',
  whatFollowing:
    'If you follow a discussion by mail: your address, encrypted, apart from what you write. Until you confirm it, seven days; then until you end the mails, or 90 days after the outcome.',
  whatVote: 'That you, or your device, have voted, and the votes themselves: apart, with nothing to join them by.',
  whatSupport:
    'Which appeals of others you support: under a key that names nobody. An address you leave with it: encrypted, until you take the support back.',
  whatBrowser:
    'Where your browser is told of the steps of an appeal, if you asked for it: encrypted, until you end it.',
  whatKnown:
    'Where you confirmed your e-mail, or signed in elsewhere: the address and the name, encrypted. Whoever is not seen for a year is forgotten.',
  whatAddress:
    'To stop abuse: from which device something was written (30 days), and from which network address and how often (three hours at most); only in a form that neither can be read from.',

  howLong: 'For how long',
  appeals: 'Appeals',
  contacts: 'Name, e-mail, phone',
  comments: 'Comments',
  votes: 'Votes',
  files: 'Files that were not sent',
  repetitions: 'What the service answered you',
  kept: 'No limit is set. You can erase your own appeal at any time.',
  keptContact: 'As long as the appeal.',
  keptComment: 'No limit is set.',
  keptVote: 'As long as the poll.',
  anonymized: '{days} after the answer they are made anonymous: name, contact, files and the number of a flat go.',
  erased: '{days} after the answer they are erased. Number, topic, dates and rating stay, for the statistics.',
  contactsErased: '{days} after the answer they are erased.',
  commentsAnonymized: 'After {days} the author’s name is removed.',
  commentsErased: 'After {days} they are erased.',
  filesKept: 'Up to {hours}.',
  repetitionsKept: 'Up to {hours}, encrypted: in case your phone sends the same again.',
  hours: { one: '{count} hour', other: '{count} hours' },

  who: 'Who sees it',
  whoPublic:
    'Everyone sees an appeal’s text, place and answer once it is registered. Phone numbers, e-mail addresses and document numbers in them are hidden.',
  whoPrivate: 'Appeals are not published. Everyone sees the topic, the status and the dates alone, by the number.',
  whoStaff: 'Name, contact and files are seen only by those who answer you, and by yourself through your private link.',
  whoComment: 'Everyone sees a comment and the name under it.',
  whoVote: 'Nobody sees how you voted.',
  whoBrowser:
    'If you have your browser told, the service of its maker knows that we send it something, and when; it cannot read what.',
  whoMap: 'If you open the map, its pictures come from {host}, which then knows your network address.',
  whoNobody: 'Nothing is given to anyone else: no advertising, no visit counters.',

  rights: 'What you can do',
  rightsAppeal:
    'By your private link (or the number and the secret) you see all that is held of your appeal, and can download it, correct your contact or erase the appeal.',
  rightsComment: 'To have a comment erased, or if the secret is lost, write to us:',
  rightsWhom: 'To have a comment erased, or if the secret is lost, turn to the administration.',
  own: 'What the organization itself says about it',

  yours: 'Your data',
  isPublic: 'Everyone sees text, place and answer; not your name, contact and files.',
  isPrivate: 'Text and answer are seen only by those who answer you, and by you.',
  untilErased: 'The appeal will be erased on {date}.',
  untilAnonymous: 'The appeal will be made anonymous on {date}.',
  download: 'Download everything',
  downloadHint: 'A JSON file: any text editor opens it.',
  contact: 'Correct your contact',
  contactHint: 'A field left empty is removed.',
  save: 'Save',
  corrected: 'Your contact is corrected.',
  erase: 'Erase the appeal',
  eraseSure: 'Erase appeal no. {number} for good?',
  eraseWhat:
    'Text, place, contact, files and answer go, and cannot be brought back. Number, topic, dates and rating stay.',
  eraseOpen: 'There is no answer yet: the appeal is withdrawn, and nobody will answer it.',
  eraseYes: 'Erase for good',
  eraseNo: 'Keep it',
}
export default texts
