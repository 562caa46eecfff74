import { furtherTexts } from '../languages/further.js'

const texts = {
  en: { gone: 'The other organization cannot deal with it. We look at it again ourselves.' },
  ru: { gone: 'Другая организация не может этим заняться. Мы рассматриваем обращение сами.' },
}

/** What the resident is told where nobody wrote it. */
export const forwardingTexts = (language: string) => {
  const gone = furtherTexts(language)?.cameBack
  return gone ? { gone } : texts[language === 'ru' ? 'ru' : 'en']
}
