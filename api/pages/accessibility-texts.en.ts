import type accessibilityTexts from './accessibility-texts.ru.js'

const texts: typeof accessibilityTexts = {
  title: 'Accessibility',
  lead: '{name} wants everyone to be able to use these pages. They are made to meet WCAG 2.2, level AA; here is what was tested, what is missing, and where to complain.',

  tested: 'What was tested, and how',
  axe: 'Pages, and the states of forms, polls and discussions: by the program axe, from right to left in Arabic too.',
  keyboard:
    'The keyboard: the order of focus, that it is seen, that it can leave every place and comes back after an act. A vote was sent with it alone.',
  names: 'What a screen reader is told: names, roles and states in the accessibility tree, against what is expected.',
  zoom: 'Enlargement: a window of 320 pixels (400 %) and letters twice as large (200 %): nothing is cut off, nothing has to be scrolled sideways.',
  targets: 'Buttons and fields of 24 by 24 pixels at least.',
  colours:
    'Contrast of our colours, light and dark, of 4.5 to 1 at least, which is also checked of colours that the organization sets. Forced colours, and no motion where none is wanted.',
  script: 'Without JavaScript: the same forms, polls and discussions as plain pages.',
  automatic: 'These tests run with every release, in Chromium. This page was held against them: {date}',

  gaps: 'What is missing',
  people:
    'People who use a screen reader every day have not tested a release yet; nor were NVDA, JAWS, VoiceOver and TalkBack.',
  browsers: 'Firefox and Safari are not tested with every release.',
  map: 'A map is for the eyes: a place can be given in words, and all that is on a map is there as a list.',
  photos: 'Residents’ photos have no descriptions. Documents attached by residents and staff are shown as they came.',
  languages:
    'Texts in languages other than Russian and English have not been read by native speakers yet; what a language lacks is said in English.',

  complain: 'If something stands in your way',
  how: 'Write or call: on which page, what did not work, and what you use. An appeal will do as well.',
  write: 'Write an appeal',
  without: 'The organization has given no contacts: send an appeal, or ask at its office.',
}
export default texts
