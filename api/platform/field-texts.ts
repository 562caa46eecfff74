type FieldTexts = Record<'required' | 'reserved' | 'unknown' | 'characters' | 'tooLong' | 'tooShort', string>

/** What is said at a field a resident filled in, by what is wrong with it. `{limit}` characters are allowed, or needed. */
const texts: Record<'en' | 'ru', FieldTexts> = {
  en: {
    required: 'Please fill this in.',
    reserved: 'This is the name of an authority. Please choose another.',
    unknown: 'What this refers to is no longer there.',
    characters: 'This contains characters that cannot be kept.',
    tooLong: 'Too long: at most {limit} characters.',
    tooShort: 'Too short: at least {limit} characters.',
  },
  ru: {
    required: 'Заполните это поле.',
    reserved: 'Это название органа власти. Выберите другое имя.',
    unknown: 'То, к чему это относится, больше не существует.',
    characters: 'Здесь есть символы, которые нельзя сохранить.',
    tooLong: 'Слишком длинно: не больше {limit} знаков.',
    tooShort: 'Слишком коротко: не меньше {limit} знаков.',
  },
}

/** Undefined where the code says nothing to a resident. */
export const fieldText = (code: string, language: string): string | undefined =>
  (texts[language === 'ru' ? 'ru' : 'en'] as Partial<Record<string, string>>)[code]

export const wrongLength = (code: 'tooLong' | 'tooShort', limit: number | bigint, language: string): string =>
  `${fieldText(code, language)}`.replace('{limit}', String(limit))
