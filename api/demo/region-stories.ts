import { answered, assigned, closed, inProgress, rated, registered, type Story } from './story.js'

/** Surgut, and what is the region's own business. */
export const regionStories: Story[] = [
  {
    organization: 'surgut',
    category: 'traffic-lights',
    description:
      'На пересечении Ленина и Республики светофор третий день мигает жёлтым, в час пик не переехать и не перейти.',
    place: { address: 'пр. Ленина — ул. Республики', latitude: 61.2519, longitude: 73.4046 },
    received: [11, '18:40'],
    steps: [
      registered([10, '08:30']),
      assigned([10, '08:45'], 'Дорожно-транспортное управление'),
      answered([10, '16:10'], 'Заменили плату контроллера, светофор работает по обычной программе.'),
      rated([10, '19:00'], 5),
      closed([3, '09:00']),
    ],
  },
  {
    organization: 'surgut',
    category: 'air',
    description: 'По вечерам в 32-м микрорайоне пахнет горелой пластмассой, форточку не открыть. Тянет от промзоны.',
    place: { address: 'ул. Ивана Захарова, 12', latitude: 61.2362, longitude: 73.4579 },
    contact: { name: 'Вера', email: 'vera@pochta.example' },
    received: [6, '21:15'],
    steps: [
      registered([5, '09:00']),
      assigned([5, '09:30'], 'Природнадзор'),
      inProgress([4, '20:30'], 'Передвижная лаборатория ведёт замеры с 19 до 23 часов, до конца недели.'),
    ],
  },
  {
    organization: 'surgut',
    category: 'icicles',
    description: 'Над входом в аптеку ледяные глыбы, вчера одна упала в метре от коляски.',
    place: { address: 'ул. Энергетиков, 16', latitude: 61.2466, longitude: 73.4312 },
    contact: { name: 'Юлия', phone: '+7 3462 55-01-20' },
    received: [0, '09:10'],
  },
  {
    organization: 'ugra',
    category: 'doctor-appointment',
    description:
      'Записаться к детскому неврологу через портал нельзя уже месяц: свободных талонов нет ни на один день, в регистратуре говорят «ждите».',
    contact: { name: 'Анна Хорова', email: 'horova@pochta.example' },
    received: [14, '10:10'],
    steps: [
      registered([13, '09:00']),
      assigned([13, '09:20'], 'Департамент здравоохранения'),
      answered(
        [9, '17:15'],
        'Анна, один из двух неврологов поликлиники был на учёбе. Открыта дополнительная запись на субботы, ребёнка записали на ближайшую: вам позвонили и прислали талон.',
      ),
      rated([8, '09:45'], 5, 'Приняли, спасибо!'),
    ],
  },
  {
    organization: 'ugra',
    category: 'potholes',
    language: 'en',
    description:
      'The road between Khanty-Mansiysk and Nyalinskoye has a washed-out edge near kilometre 47. There is no sign, and lorries swerve into the other lane.',
    place: { address: 'Khanty-Mansiysk – Nyalinskoye road, km 47', latitude: 61.1043, longitude: 69.8512 },
    contact: { name: 'Erik', email: 'erik@mail.example' },
    received: [3, '17:25'],
    steps: [registered([2, '09:40']), assigned([2, '10:00'], 'Управление автомобильных дорог')],
  },
]
