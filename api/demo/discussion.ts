import type { FlagReason } from '../discussions/decisions.js'
import type { Findings } from '../discussions/findings.js'
import type { Localized } from '../platform/fields.js'

export const demoDiscussion: { id: string; titles: Localized; texts: Localized; opens: number; closes: number } = {
  id: 'embankment',
  titles: {
    ru: 'Набережная Иртыша: что сохранить и что изменить',
    en: 'The Irtysh embankment: what to keep, what to change',
  },
  texts: {
    ru: 'Летом 2027 года начнётся обновление набережной от речпорта до улицы Объездной. Проект ещё не закончен: расскажите, чего вам там не хватает, что мешает и что трогать не надо. Архитекторы читают всё и ответят здесь же.',
    en: 'In summer 2027 the embankment from the river port to Obyezdnaya Street is to be renewed. The project is still open: say what you miss there, what is in the way, and what should be left alone. The architects read everything and answer here.',
  },
  opens: -9 * 24,
  closes: 30 * 24,
}

interface DemoComment {
  id: string
  /** The comment it answers. */
  to?: string
  author?: string
  isOfficial?: boolean
  text: string
  /** Hours before now. */
  ago: number
  /** It waits for a moderator, for this. */
  waits?: Findings
  /** What readers say against it. */
  flags?: { reason: FlagReason; text: string }[]
}

export const demoComments: DemoComment[] = [
  {
    id: 'slope',
    author: 'Марина',
    ago: 190,
    text: 'Главное — спуск. Сейчас с коляской до воды не добраться: лестница обледенелая, перила только с одной стороны. Нужен нормальный пологий пандус, а не две рельсы для галочки.',
  },
  {
    id: 'slope-too',
    to: 'slope',
    author: 'Олег Викторович',
    ago: 186,
    text: 'Поддерживаю. Маме 74 года, она реку видит только с верхней площадки.',
  },
  {
    id: 'slope-answer',
    to: 'slope',
    isOfficial: true,
    ago: 140,
    text: 'Марина, Олег Викторович, спасибо. Пандус с уклоном 5 % и площадками для отдыха каждые 9 метров есть в проекте, у речпорта. По вашим замечаниям добавляем второй, напротив улицы Объездной. Чертёж выложим до 15 декабря.',
  },
  {
    id: 'slope-thanks',
    to: 'slope-answer',
    author: 'Марина',
    ago: 131,
    text: 'Вот это ответ по делу, спасибо! Ждём чертёж.',
  },
  {
    id: 'light',
    author: 'Лена К.',
    ago: 176,
    text: 'Фонари, пожалуйста, тёплые и невысокие. На Гагарина поставили белые прожекторы — глаза болят, и звёзд не видно совсем.',
  },
  {
    id: 'light-cameras',
    to: 'light',
    ago: 170,
    text: 'И чтобы горели всю ночь, а не до одиннадцати. Мы со смены идём в половине первого.',
  },
  {
    id: 'fishing',
    author: 'Дед Семён',
    ago: 120,
    text: 'Рыбаков не гоните! Оставьте хоть метров сто дикого берега у старой пристани. Там ещё мой отец щуку брал.',
  },
  {
    id: 'fishing-reply',
    to: 'fishing',
    author: 'Артём',
    ago: 117,
    text: 'Согласен, пусть будет дикий участок, но с урнами. Сейчас после рыбалки там леска и банки.',
  },
  {
    id: 'winter',
    author: 'Ольга Сергеевна, учитель физкультуры',
    ago: 74,
    text: 'У нас зима семь месяцев, а проект летний. Куда денется лыжня? Предлагаю вдоль набережной оставить полосу три метра без плитки: зимой её ратрак прокатает, летом — беговая дорожка.',
  },
  {
    id: 'winter-plus',
    to: 'winter',
    author: 'Тимур',
    ago: 60,
    text: 'Отличная мысль. И тёплый павильон с горячим чаем, хотя бы по выходным.',
  },
  {
    id: 'trees',
    author: 'Ирина',
    ago: 30,
    text: 'Не вырубайте старые ивы у спуска, они держат берег. Прошлой весной там, где спилили, склон поехал.',
  },
  {
    id: 'wind',
    ago: 8,
    text: 'Поставьте хотя бы пару скамеек спиной к ветру, со стенкой. С мая по сентябрь с реки дует так, что не посидишь.',
  },
  {
    id: 'loan',
    author: 'Юрист онлайн',
    ago: 7,
    text: 'Долги? Спишем законно! Пишите на https://dolgi.example или https://zaym.example, первая встреча бесплатно.',
    waits: {
      held: ['spam'],
      score: {
        total: 1.2,
        parts: [
          { check: 'links', score: 0.5 },
          { check: 'repetition', score: 0.7 },
        ],
      },
    },
  },
  {
    id: 'willows-quarrel',
    to: 'trees',
    author: 'Сергей',
    ago: 5,
    text: 'Опять эти любители палок. Кто за ивы — тот и пусть под ними живёт, вместе со своими комарами.',
    flags: [
      { reason: 'insult', text: 'Оскорбляет тех, кто высказался' },
      { reason: 'insult', text: '' },
      { reason: 'off-topic', text: '' },
    ],
  },
  {
    id: 'school',
    author: 'Ученик 9 «Б»',
    ago: 3,
    text: 'Можно сделать **скейт-площадку** у речпорта? Нас человек сорок, катаемся на парковке.',
    waits: { held: ['policy'], standing: 'new', score: { total: 0, parts: [] } },
  },
]

/** Short statements, each with how the three camps below mostly vote on it: `+`, `-` or `0` for unsure. */
export const demoStatements: [text: string, votes: string][] = [
  ['На набережной мало света: вечером там неуютно', '+++'],
  ['Старые ивы надо сохранить, даже если это дороже', '+-+'],
  ['Нужна отдельная велодорожка, а не общая с пешеходами', '-++'],
  ['Пусть будут кафе и прокат: набережная должна жить и вечером', '-+0'],
  ['Музыку на набережной после 21 часа надо запретить', '+-0'],
  ['Парковка у речпорта важнее, чем ещё один газон', '-+-'],
  ['Пологий спуск к воде нужен в первую очередь', '++0'],
  ['Лучше меньше плитки и больше земли с травой', '+-+'],
  ['Скейт-площадке место у речпорта', '-0+'],
  ['Туалеты нужны бесплатные и круглый год', '+++'],
]
/** How many vote so; of each, one vote in eight is unlike the others'. */
export const demoCamps = [24, 19, 14]
