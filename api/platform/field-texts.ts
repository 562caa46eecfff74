import { furtherTexts } from '../languages/further.js'

export type FieldTexts = Record<
  | 'required'
  | 'wrong-code'
  | 'wrong-token'
  | 'https'
  | 'address-taken'
  | 'reserved'
  | 'unwanted'
  | 'unknown'
  | 'characters'
  | 'tooLong'
  | 'tooShort'
  | 'unknown-member'
  | 'taken'
  | 'retired'
  | 'below-itself'
  | 'language'
  | 'time-zone'
  | 'origin'
  | 'tiles'
  | 'repeated'
  | 'stated'
  | 'ends-before'
  | 'moment'
  | 'opened'
  | 'over'
  | 'page-back'
  | 'scale'
  | 'too-fine'
  | 'over-budget'
  | 'css-color'
  | 'contrast'
  | 'css-length'
  | 'css-fonts'
  | 'is-fallback'
  | 'either'
  | 'not-staff'
  | 'had-it'
  | 'settled'
  | 'not-public'
  | 'ring-not-closed'
  | 'too-many-partners'
  | 'too-many-positions'
  | 'date-ahead'
  | 'period'
  | 'too-far'
  | 'too-many-rows'
  | 'no-files'
  | 'password-common'
  | 'password-context'
  | 'password-repetitive'
  | 'wrong-password'
  | 'wrong-app-code'
  | 'has-role'
  | 'passkeys-full'
  | 'passkey-not-made'
  | 'template-variable'
  | 'too-many-templates',
  string
>

/** What is said at a field a resident filled in, by what is wrong with it. `{limit}` characters are allowed, or needed. */
const texts: Record<'en' | 'ru', FieldTexts> = {
  en: {
    required: 'Please fill this in.',
    'wrong-token': 'The website could not show who you are. Please sign in there again.',
    https: 'This must be an address that begins with https://.',
    'wrong-code': 'This code is wrong, or no longer good. Check it, or ask for another.',
    'address-taken': 'You are known by this address already, apart from this. Sign in by it instead.',
    reserved: 'This is the name of an authority. Please choose another.',
    unwanted: 'This holds a word that is not published here. Please put it otherwise.',
    unknown: 'What this refers to is no longer there.',
    characters: 'This contains characters that cannot be kept.',
    tooLong: 'Too long: at most {limit} characters.',
    tooShort: 'Too short: at least {limit} characters.',
    'unknown-member': 'There is nothing of this name here.',
    taken: 'This name is taken.',
    retired: 'That organization is retired.',
    'below-itself': 'An organization cannot stand below itself.',
    language: 'This is not a language: use a tag such as en or ru.',
    'time-zone': 'This is not a time zone: use a name of IANA, such as Asia/Yekaterinburg.',
    origin: 'This is not the origin of a website: use a form such as https://www.town.example.',
    tiles: 'This is not an address of map tiles with {z}, {x} and {y}.',
    repeated: 'Something is named twice.',
    stated: 'This is stated already.',
    moment: 'This is not a date and time: use a form such as 2026-12-01T09:00.',
    opened: 'It has opened: when that was stays.',
    over: 'This has passed.',
    'page-back': 'A question cannot stand on a page before that of the one before it.',
    scale: 'A scale has 2 to 21 steps; one of recommendation is from 0 to 10.',
    'too-fine':
      'For these prices the best choice cannot be computed: let them be multiples of a larger unit, such as a thousand.',
    'over-budget': 'Together this costs more than there is.',
    'ends-before': 'The last day is before the first.',
    'css-color': 'This is not a plain CSS colour, such as #a3213f.',
    contrast: 'Too little contrast: what is read needs at least 4.5 to 1 to what it stands on.',
    'css-length': 'This is not a CSS length in px, rem, em or ch, such as 2px.',
    'css-fonts': 'This is not a list of font families, such as Georgia, serif.',
    'is-fallback': 'A rule needs a topic, a group or a territory; what holds for all is the fallback.',
    either: 'Give one of the two, not both.',
    'not-public': 'That appeal is not public, and this one is: its answer would be.',
    settled: 'That appeal is settled already. Choose one that is still open.',
    'had-it': 'That organization has this appeal, or had it already. Return it with the reason instead.',
    'not-staff': 'This is nobody who deals with appeals in this organization.',
    'ring-not-closed': 'A ring must end where it begins.',
    'too-many-partners': 'There are as many partners as there may be: remove one first.',
    'too-many-positions': 'Too many positions: simplify the border.',
    'date-ahead': 'Choose a day after today, within two years.',
    'too-many-rows': 'No sheet holds so many: choose a shorter time, or the file as CSV.',
    'too-far': 'So large an area is told only from farther away.',
    period: 'Choose a period that ends after it begins, and is no longer than ten years.',
    'no-files': 'No files go with this step.',
    'password-common': 'Many people use this password, so it is tried first. Choose another, such as several words.',
    'password-context': 'This is mostly a name or an address. Choose something that nobody would think of.',
    'password-repetitive': 'The same few characters over and over. Choose something more varied.',
    'wrong-password': 'This is not your present password.',
    'wrong-app-code': 'This code is not right, or was used already. Wait for the next one.',
    'has-role': 'This person has this role already.',
    'passkey-not-made': 'The passkey was not made in time, or not for this address. Please try again.',
    'passkeys-full': 'You have twenty passkeys already: remove one first.',
    'template-variable': 'What stands in braces is none of the variables that are filled in.',
    'too-many-templates': 'There are as many templates as there may be: remove one first.',
  },
  ru: {
    required: 'Заполните это поле.',
    'wrong-token': 'Сайт не смог подтвердить, кто вы. Войдите на нём снова.',
    https: 'Нужен адрес, который начинается с https://.',
    'wrong-code': 'Код неверный или больше не действует. Проверьте его или запросите новый.',
    'address-taken': 'По этому адресу вы уже известны отдельно. Войдите по нему.',
    reserved: 'Это название органа власти. Выберите другое имя.',
    unwanted: 'Здесь есть слово, которое тут не публикуют. Скажите иначе.',
    unknown: 'То, к чему это относится, больше не существует.',
    characters: 'Здесь есть символы, которые нельзя сохранить.',
    tooLong: 'Слишком длинно: не больше {limit} знаков.',
    tooShort: 'Слишком коротко: не меньше {limit} знаков.',
    'unknown-member': 'Здесь нет ничего с таким названием.',
    taken: 'Это имя занято.',
    retired: 'Та организация отключена.',
    'below-itself': 'Организация не может стоять ниже самой себя.',
    language: 'Это не язык: нужен код, например ru или en.',
    'time-zone': 'Это не часовой пояс: нужно название IANA, например Asia/Yekaterinburg.',
    origin: 'Это не адрес сайта: нужен вид https://www.gorod.example.',
    tiles: 'Это не адрес плиток карты с {z}, {x} и {y}.',
    repeated: 'Что-то названо дважды.',
    stated: 'Такое утверждение уже есть.',
    moment: 'Это не дата и время: напишите, например, 2026-12-01T09:00.',
    opened: 'Уже открыто: когда открылось, больше не меняется.',
    over: 'Это время уже прошло.',
    'page-back': 'Вопрос не может стоять на странице раньше предыдущего.',
    scale: 'На шкале от 2 до 21 деления; шкала рекомендации — от 0 до 10.',
    'too-fine': 'При таких ценах лучший выбор не вычислить: округлите их, например, до тысяч.',
    'over-budget': 'Вместе это дороже, чем есть денег.',
    'ends-before': 'Последний день раньше первого.',
    'css-color': 'Это не простой цвет CSS, например #a3213f.',
    contrast: 'Слишком слабый контраст: тексту нужно не меньше 4,5 к 1 к тому, на чём он стоит.',
    'css-length': 'Это не длина CSS в px, rem, em или ch, например 2px.',
    'css-fonts': 'Это не список шрифтов, например Georgia, serif.',
    'is-fallback': 'Правилу нужна тема, группа или территория; то, что действует для всех, задаётся отдельно.',
    either: 'Укажите что-то одно, не оба.',
    'not-public': 'То обращение не публичное, а это — публичное: ответ стал бы виден всем.',
    settled: 'То обращение уже закрыто. Выберите то, что ещё в работе.',
    'had-it': 'Это обращение у той организации уже есть или было. Верните его с причиной.',
    'not-staff': 'Это не сотрудник, который рассматривает обращения в этой организации.',
    'ring-not-closed': 'Контур должен кончаться там, где начался.',
    'too-many-partners': 'Партнёров уже столько, сколько может быть: сначала удалите ненужного.',
    'too-many-positions': 'Слишком много точек: упростите границу.',
    'date-ahead': 'Выберите день после сегодняшнего, не дальше двух лет.',
    'too-many-rows': 'Столько строк лист не вмещает: выберите период короче или файл CSV.',
    'too-far': 'Такая большая область показывается только издалека.',
    period: 'Выберите период, который заканчивается не раньше, чем начинается, и не длиннее десяти лет.',
    'no-files': 'К этому шагу файлы не прикладывают.',
    'password-common': 'Таким паролем пользуются многие, его пробуют первым. Выберите другой, например несколько слов.',
    'password-context': 'Это почти только имя или адрес. Выберите то, что никому не придёт в голову.',
    'password-repetitive': 'Одни и те же знаки снова и снова. Выберите что-нибудь разнообразнее.',
    'wrong-password': 'Это не ваш нынешний пароль.',
    'wrong-app-code': 'Код не подходит или уже использован. Дождитесь следующего.',
    'has-role': 'У этого человека уже есть эта роль.',
    'passkey-not-made': 'Ключ доступа создан слишком поздно или не для этого адреса. Попробуйте ещё раз.',
    'passkeys-full': 'У вас уже двадцать ключей доступа: сначала уберите один из них.',
    'template-variable': 'В фигурных скобках стоит то, что не подставляется.',
    'too-many-templates': 'Шаблонов уже столько, сколько может быть: сначала удалите ненужный.',
  },
}

/** Undefined where the code says nothing to a resident. */
export const fieldText = (code: string, language: string): string | undefined =>
  (furtherTexts(language)?.fields as Partial<Record<string, string>> | undefined)?.[code] ??
  (texts[language === 'ru' ? 'ru' : 'en'] as Partial<Record<string, string>>)[code]

export const wrongLength = (code: 'tooLong' | 'tooShort', limit: number | bigint, language: string): string =>
  `${fieldText(code, language)}`.replace('{limit}', String(limit))
