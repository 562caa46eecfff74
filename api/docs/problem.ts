import { html, raw } from 'hono/html'
import en from '../platform/problems.en.js'
import { type ProblemCode, problemStatuses } from '../platform/problems.js'
import ru from '../platform/problems.ru.js'
import { inlineMarkdown } from './markdown.js'

const texts = { en, ru }
const said = {
  en: {
    kicker: 'Problem',
    status: 'HTTP status',
    type: 'type in the problem document',
    whatNow: 'What to do',
    resident:
      'If you met this on a website: go back, correct what is marked and send it again. What you typed is kept.',
    developer: 'If your program met this: branch on the type, show `detail` to the person, log `instance`.',
    quote: 'When you ask for help, quote the `instance` of the answer: it names this one occurrence in the log.',
    all: 'All problems',
  },
  ru: {
    kicker: 'Ошибка',
    status: 'Код HTTP',
    type: 'type в описании ошибки',
    whatNow: 'Что делать',
    resident:
      'Если вы увидели это на сайте: вернитесь, исправьте отмеченное и отправьте ещё раз. Введённое сохраняется.',
    developer:
      'Если это получила программа: различайте ошибки по type, человеку показывайте `detail`, в журнал пишите `instance`.',
    quote: 'Обращаясь за помощью, приведите `instance` из ответа: он указывает на этот случай в журнале.',
    all: 'Все ошибки',
  },
}
export type ProblemLanguage = keyof typeof said

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemStatuses, code)

export function renderProblem(code: ProblemCode, language: ProblemLanguage) {
  const { title, detail } = texts[language][code]
  const words = said[language]
  return {
    title,
    content: html`<p class="kicker">${words.kicker} ${problemStatuses[code]}</p>
<h1>${title}</h1>
<p class="lead">${raw(inlineMarkdown(detail))}</p>
<dl class="facts"><dt>${words.status}</dt><dd><code>${problemStatuses[code]}</code></dd><dt>${words.type}</dt><dd><code>/problems/${code}</code></dd></dl>
<h2>${words.whatNow}</h2>
<ul>${[words.resident, words.developer, words.quote].map((line) => html`<li>${raw(inlineMarkdown(line))}</li>`)}</ul>
<p><a href="/docs#problems">${words.all}</a></p>`,
  }
}
