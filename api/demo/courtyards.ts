import type { DemoPoll } from './polls.js'

const DAY = 24
const named = (id: string, ru: string, en: string) => ({ id, title: { ru, en } })
const project = (id: string, ru: string, en: string, price: number, about: [ru: string, en: string]) => ({
  ...named(id, ru, en),
  price,
  description: { ru: about[0], en: about[1] },
})

/** A poll that asks more than choices, on three pages, and may be changed until it closes. */
export const courtyards: DemoPoll = {
  id: 'courtyards',
  identity: 'device',
  titles: { ru: 'Дворы и деньги: решаем вместе', en: 'Courtyards and money: decide together' },
  descriptions: {
    ru: 'Пять миллионов рублей на дворы города: на что потратить, с чего начать и где именно.',
    en: 'Five million roubles for the town’s courtyards: what to spend them on, where to begin, and exactly where.',
  },
  questions: [
    {
      id: 'money',
      type: 'budget',
      title: { ru: 'На что потратить деньги?', en: 'What should the money be spent on?' },
      hint: {
        ru: 'У каждого голосующего равная доля: проекты побеждают там, где за ними люди.',
        en: 'Every voter has an equal share: projects win where people stand behind them.',
      },
      required: true,
      page: 1,
      budget: 5_000_000,
      currency: 'RUB',
      isShuffled: true,
      counting: 'equal-shares',
      ties: { by: 'order' },
      projects: [
        project('lights', 'Свет во дворах', 'Lights in courtyards', 1_800_000, ['120 фонарей', '120 lamps']),
        project('play', 'Детские площадки', 'Playgrounds', 2_400_000, ['Три новые площадки', 'Three new ones']),
        project('trees', 'Деревья и клумбы', 'Trees and flower beds', 700_000, ['400 деревьев', '400 trees']),
        project('ramps', 'Пандусы у подъездов', 'Ramps at entrances', 900_000, ['60 подъездов', '60 entrances']),
        project('parking', 'Парковочные карманы', 'Parking bays', 2_900_000, ['180 мест', '180 places']),
      ],
    },
    {
      id: 'first',
      type: 'ranking',
      title: { ru: 'С какого района начать?', en: 'Which quarter should come first?' },
      required: true,
      page: 2,
      isShuffled: true,
      counting: 'instant-runoff',
      ties: { by: 'order' },
      options: [
        named('north', 'Северный', 'The north'),
        named('centre', 'Центр', 'The centre'),
        named('river', 'Прибрежный', 'The riverside'),
        named('south', 'Южный', 'The south'),
      ],
    },
    {
      id: 'state',
      type: 'matrix',
      title: { ru: 'Как дела в вашем дворе?', en: 'How are things in your courtyard?' },
      required: false,
      page: 2,
      rows: [
        named('light', 'Освещение', 'Lighting'),
        named('clean', 'Уборка', 'Cleaning'),
        named('play', 'Место для детей', 'A place for children'),
      ],
      options: [named('good', 'Хорошо', 'Good'), named('fair', 'Терпимо', 'Fair'), named('bad', 'Плохо', 'Bad')],
    },
    {
      id: 'recommend',
      type: 'scale',
      title: {
        ru: 'Посоветуете ли вы друзьям переехать в ваш двор?',
        en: 'Would you recommend your courtyard to friends?',
      },
      required: true,
      page: 3,
      from: 0,
      to: 10,
      low: { ru: 'точно нет', en: 'certainly not' },
      high: { ru: 'обязательно', en: 'certainly' },
      isRecommendation: true,
    },
    {
      id: 'help',
      type: 'single',
      title: { ru: 'Выйдете на субботник?', en: 'Will you join the clean-up day?' },
      required: true,
      page: 3,
      hasOther: true,
      options: [named('yes', 'Да', 'Yes'), named('no', 'Нет', 'No')],
    },
    {
      id: 'day',
      type: 'date',
      title: { ru: 'В какой день вам удобно?', en: 'Which day suits you?' },
      required: false,
      page: 3,
      when: { question: 'help', equals: 'yes' },
    },
    {
      id: 'people',
      type: 'number',
      title: { ru: 'Сколько вас придёт?', en: 'How many of you will come?' },
      required: false,
      page: 3,
      minimum: 1,
      maximum: 20,
      decimals: 0,
      when: { question: 'help', equals: 'yes' },
    },
    {
      id: 'where',
      type: 'place',
      title: { ru: 'Где темнее всего?', en: 'Where is it darkest?' },
      required: false,
      page: 3,
    },
    {
      id: 'words',
      type: 'text',
      title: { ru: 'Что ещё важно?', en: 'What else matters?' },
      required: false,
      page: 3,
      isLong: true,
      maximum: 1000,
    },
  ],
  results: 'always',
  isChangeable: true,
  opens: -3 * DAY,
  closes: 18 * DAY,
  votes: {},
  ballots: [
    [31, ballot(['lights', 'trees', 'ramps'], ['north', 'river', 'centre'], 9, 'yes')],
    [24, ballot(['play', 'trees'], ['centre', 'south'], 7, 'no')],
    [19, ballot(['parking'], ['south', 'centre', 'north'], 4, 'no')],
    [17, ballot(['lights', 'play'], ['river', 'north', 'south', 'centre'], 10, 'yes')],
    [8, ballot(['ramps', 'trees', 'lights'], ['centre', 'north'], 8, 'yes')],
  ],
}

function ballot(money: string[], first: string[], recommend: number, help: string) {
  const [light, play] = recommend > 7 ? ['good', 'fair'] : ['bad', 'bad']
  return {
    money,
    first,
    recommend,
    help,
    state: { light, clean: 'fair', play },
    ...(help === 'yes' && { people: recommend - 6 }),
  } as const
}
