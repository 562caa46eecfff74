import {
  answered,
  approved,
  asked,
  assigned,
  closed,
  declined,
  disputed,
  drafted,
  inProgress,
  postponed,
  rated,
  registered,
  type Story,
} from './story.js'

const organization = 'hanty-mansiysk'
const ROADS = 'Муниципальное дорожно-эксплуатационное предприятие'
const HOUSING = 'Департамент городского хозяйства'
const LIGHTING = 'Горэлектросеть'
const TRANSPORT = 'Управление транспорта и связи'
const SCHOOLS = 'Департамент образования'

/** Khanty-Mansiysk. The streets are real; who writes, and what happened there, is invented. */
export const townStories: Story[] = [
  {
    organization,
    category: 'playgrounds',
    description:
      'Во дворе на Доронина сломаны качели: одна цепь оборвана, сиденье висит. Дети всё равно на них лезут. Почините или хотя бы снимите.',
    place: { address: 'ул. Доронина, 8', latitude: 61.0069, longitude: 69.0462 },
    contact: { name: 'Светлана', phone: '+7 3467 55-01-31' },
    received: [34, '18:12'],
    steps: [
      registered([33, '09:20']),
      assigned([33, '09:41'], HOUSING),
      inProgress([31, '10:05']),
      answered(
        [27, '16:30'],
        'Светлана, качели сняли на следующий день после вашего сообщения, а сегодня поставили новые: с резиновыми сиденьями и закрытыми цепями. Гарантия подрядчика — три года. Спасибо, что написали.',
      ),
      rated([26, '20:14'], 5, 'Быстро и по делу. Дети счастливы!'),
      closed([20, '09:00']),
    ],
  },
  {
    organization,
    category: 'potholes',
    description:
      'На повороте с Гагарина на Объездную, на спуске, яма во всю полосу, глубиной с ладонь. Вечером её не видно, машины выскакивают на встречную. Вчера при мне пробили колесо.',
    place: { address: 'ул. Гагарина — ул. Объездная', latitude: 60.9861, longitude: 69.0273 },
    contact: { name: 'Андрей Павлович', email: 'andrey@pochta.example' },
    pictures: ['pothole'],
    received: [26, '21:47'],
    steps: [
      registered([25, '08:55']),
      assigned([25, '09:10'], ROADS),
      inProgress([24, '11:00'], 'Яму огородили, поставили знак. Ремонт литым асфальтом — как только позволит погода.'),
    ],
  },
  {
    organization,
    category: 'vaccine-missing',
    campaign: 'vaccination',
    description:
      'Вторую неделю не могу записать дочь на прививку от кори: в детской поликлинике отвечают, что вакцина «вот-вот будет».',
    contact: { name: 'Ирина', phone: '+7 3467 55-01-36' },
    answers: { clinic: 'Детская поликлиника, ул. Калинина', patient: 'child', age: 6 },
    received: [5, '13:20'],
    steps: [
      registered([5, '14:05']),
      assigned([5, '14:10'], 'Окружная больница'),
      answered([3, '16:00'], 'Ирина, вакцина поступила сегодня. Дочь записали на четверг, на 9:40: вам позвонили.'),
    ],
  },
  {
    organization,
    category: 'vaccine-record',
    campaign: 'vaccination',
    description:
      'Сделал прививку от гриппа на работе, а в карте на портале её нет. Просят принести справку, которой не дали.',
    contact: { phone: '+7 3467 55-01-37' },
    answers: { clinic: 'Передвижной пункт у вокзала' },
    dates: { date: 12 },
    received: [1, '19:40'],
  },
  {
    organization,
    category: 'illegal-dump',
    description:
      'За гаражами в конце Рознина кто-то регулярно вываливает строительный мусор: битый кирпич, рамы, линолеум. Куча уже метра два высотой. Номер машины разглядеть не удалось, белая «газель» с тентом.',
    place: { address: 'ул. Рознина, за гаражами', latitude: 61.0122, longitude: 69.0231 },
    contact: { email: 'sosed@pochta.example' },
    pictures: ['dump'],
    received: [24, '12:30'],
    steps: [registered([23, '09:15']), assigned([23, '09:32'], HOUSING)],
  },
  {
    organization,
    category: 'street-light',
    description: 'Не горят четыре фонаря подряд от школы до остановки. Дети идут из второй смены в полной темноте.',
    place: { address: 'ул. Комсомольская, 38–44', latitude: 61.0011, longitude: 69.0315 },
    contact: { email: 'roditel@pochta.example' },
    received: [23, '19:05'],
    steps: [
      registered([22, '08:40']),
      assigned([22, '08:52'], LIGHTING),
      answered(
        [21, '17:20'],
        'Причина — повреждённый кабель: его задели при земляных работах. Кабель заменили, все четыре фонаря горят. С организации, которая копала, взыщем стоимость ремонта.',
      ),
      rated([21, '21:40'], 5),
      closed([14, '09:00']),
    ],
  },
  {
    organization,
    category: 'pavements',
    description:
      'После замены теплотрассы тротуар так и не восстановили: щебень и доски. С коляской иду по проезжей части. Работы кончились ещё месяц назад.',
    place: { address: 'ул. Мира, 52', latitude: 61.0061, longitude: 69.0338 },
    contact: { name: 'Екатерина', email: 'katya@pochta.example' },
    received: [21, '13:18'],
    steps: [
      registered([20, '09:30']),
      assigned([20, '10:02'], HOUSING),
      inProgress([18, '14:10'], 'Подрядчику выдано предписание: восстановить плитку за десять дней.'),
      answered(
        [10, '15:45'],
        'Екатерина, тротуар восстановлен: основание уплотнили, плитку уложили заново, бордюр у перехода понизили для колясок. Приняли работу вчера.',
      ),
    ],
  },
  {
    organization,
    category: 'snow-in-yard',
    description:
      'Снег сгребли с дороги прямо на парковку и на дорожку к подъезду. Третью неделю ходим по тропинке в одну ступню, скорая к дому не подъедет.',
    place: { address: 'ул. Строителей, 90', latitude: 61.0153, longitude: 69.0394 },
    contact: { name: 'Жильцы третьего подъезда' },
    received: [19, '08:21'],
    steps: [registered([18, '10:12'])],
  },
  {
    organization,
    category: 'bus-schedule',
    description:
      'Автобус в 7:25 не пришёл вообще, следующий — в 7:55 и битком. На работу опоздала половина остановки. Это уже третий раз за месяц.',
    place: { address: 'остановка «Югорская»', latitude: 61.0006, longitude: 69.0097 },
    answers: { route: '8' },
    dates: { date: 18 },
    contact: { name: 'Наталья' },
    received: [18, '08:10'],
    steps: [
      registered([18, '09:05']),
      assigned([17, '09:15'], TRANSPORT),
      answered(
        [12, '12:00'],
        'Проверили по ГЛОНАСС: автобус действительно сошёл с линии из-за поломки, подменный вышел с опозданием на 30 минут. Перевозчик оштрафован по договору. С понедельника на маршруте в утренний час пик стоит резервный автобус на конечной.',
      ),
      rated([11, '19:30'], 3, 'Спасибо за честный ответ, но в четверг опять ждали двадцать минут.'),
    ],
  },
  {
    organization,
    category: 'utility-bills',
    description:
      'Прошу разъяснить начисление за отопление: площадь квартиры та же, тариф не менялся, а сумма выросла в полтора раза. В управляющей компании отвечают «так посчитал счётчик», распечатку показаний не дают.',
    place: { address: 'ул. Ленина, 102' },
    contact: { name: 'Виктор Иванович Кузнецов', email: 'kuznetsov@pochta.example', phone: '+7 3467 55-01-44' },
    received: [17, '11:40'],
    steps: [
      registered([16, '10:00']),
      assigned([16, '10:25'], 'Жилищный надзор'),
      inProgress([13, '09:50'], 'Запросили у управляющей компании показания общедомового счётчика за три месяца.'),
      answered(
        [7, '16:05'],
        'Виктор Иванович, по показаниям счётчика дом потребил столько же тепла, сколько год назад, а вам ошибочно начислили и за общую площадь пристроенного магазина. Управляющая компания обязана сделать перерасчёт: сумма уменьшится в следующей квитанции. Выписка показаний отправлена вам на почту.',
      ),
      rated([6, '10:20'], 5, 'Перерасчёт пришёл. Не ожидал, спасибо.'),
    ],
  },
  {
    organization,
    category: 'accessibility',
    language: 'en',
    description:
      'The ramp at the clinic entrance is steeper than a staircase and ends in a snowdrift. I use a wheelchair and had to be carried in by two strangers. Please have someone try it in a wheelchair.',
    place: { address: '40 Kalinina Street', latitude: 60.9986, longitude: 69.0221 },
    contact: { name: 'Daniel', email: 'daniel@mail.example' },
    received: [16, '15:22'],
    steps: [
      registered([15, '09:11']),
      assigned([15, '09:30'], HOUSING),
      answered(
        [8, '13:15'],
        'Daniel, you are right, and we are sorry. We came with a wheelchair user: the slope is 14 %, the standard allows 5 %. Until it is rebuilt there is a call button at the side entrance, which is level; the snow there is cleared by 7 a.m. every day. The new ramp is in the spring works, before 1 June.',
      ),
    ],
  },
  {
    organization,
    category: 'trees',
    description:
      'Старый тополь наклонился над тротуаром, корни приподняты. При ветре скрипит. Под ним остановка и путь в детский сад.',
    place: { address: 'ул. Пионерская, 70', latitude: 61.0028, longitude: 69.0354 },
    contact: { name: 'Галина Фёдоровна', phone: '+7 3467 55-01-52' },
    received: [15, '10:05'],
    steps: [
      registered([15, '11:30']),
      assigned([14, '09:00'], HOUSING),
      answered(
        [12, '17:40'],
        'Комиссия осмотрела дерево и признала его аварийным. Тополь спилили сегодня, пень выкорчуют весной и посадят на этом месте две рябины.',
      ),
      rated([12, '20:02'], 4, 'Спилили, но ветки два дня лежали на дорожке.'),
      closed([5, '09:00']),
    ],
  },
  {
    organization,
    category: 'stray-dogs',
    description:
      'Стая из пяти собак держится у контейнеров за магазином. Вчера бросились на мальчика с санками, он успел забежать в подъезд.',
    place: { address: 'ул. Привольная, 15', latitude: 61.0183, longitude: 69.0512 },
    answers: { behaviour: 'aggressive' },
    contact: { name: 'Рустам', phone: '+7 3467 55-01-63' },
    received: [14, '17:33'],
    steps: [
      registered([13, '08:30']),
      assigned([13, '08:36'], 'Служба отлова'),
      answered(
        [12, '18:10'],
        'Отловили четырёх собак, все без чипов; они в приюте, проходят карантин и вакцинацию. Пятую ищем: если увидите её, позвоните +7 3467 55-01-99, приедем в течение часа.',
      ),
      inProgress([9, '09:00'], 'Житель сообщил, что стая вернулась. Возвращаем обращение в работу.'),
    ],
  },
  {
    organization,
    category: 'parking-on-grass',
    description:
      'Чёрный внедорожник каждую ночь стоит на газоне у детской площадки, газона уже нет — колея. Фотографии с датами есть, готова прислать.',
    place: { address: 'ул. Сирина, 68', latitude: 61.0092, longitude: 69.0178 },
    contact: { name: 'Ольга Мельникова', email: 'melnikova@pochta.example' },
    received: [13, '07:55'],
    steps: [
      registered([13, '10:10']),
      assigned([12, '10:40'], 'Административная комиссия'),
      answered(
        [8, '14:00'],
        'Владелец установлен и оштрафован. Чтобы газон не занимали снова, весной вдоль него поставят ограждение; пока его закрыли временными блоками.',
      ),
      rated([8, '22:15'], 2, 'Блоки стоят, а машина теперь на тротуаре.'),
    ],
  },
  {
    organization,
    category: 'school-meals',
    description:
      'Дочь третий день приносит домой жалобы на холодную кашу. Сегодня спросила классного руководителя: плита в столовой сломана, еду возят из другой школы.',
    answers: { school: 'Школа № 5' },
    dates: { date: 12 },
    contact: { name: 'Ирина Соколова', email: 'sokolova@pochta.example' },
    received: [12, '16:48'],
    steps: [
      registered([11, '09:20']),
      assigned([11, '09:45'], SCHOOLS),
      answered(
        [7, '11:30'],
        'Ирина, плита отремонтирована, с понедельника в школе готовят на месте. Еду из соседней школы два дня привозили в обычных кастрюлях — это нарушение, заведующей столовой объявлен выговор, куплены термоконтейнеры.',
      ),
      closed([1, '09:00']),
    ],
  },
  {
    organization,
    category: 'road-signs',
    description:
      'На перекрёстке Чехова и Студенческой знак «Уступите дорогу» развёрнут ветром: со второстепенной его не видно совсем.',
    place: { address: 'ул. Чехова — ул. Студенческая', latitude: 61.0094, longitude: 69.0407 },
    contact: { name: 'Павел' },
    received: [10, '09:15'],
    steps: [
      registered([10, '09:50']),
      answered([9, '12:20'], 'Знак поправили и закрепили второй скобой. Соседние знаки на перекрёстке проверили тоже.'),
    ],
  },
  {
    organization,
    category: 'dark-place',
    description:
      'Тропа от Студгородка через лес к лыжной базе — единственный короткий путь, ходят сотни людей, света нет. Нужны хотя бы пять фонарей.',
    place: { address: 'тропа от ул. Студенческой к лыжной базе', latitude: 61.0118, longitude: 69.0455 },
    contact: { name: 'Студсовет', email: 'studsovet@pochta.example' },
    received: [9, '20:30'],
    steps: [
      registered([8, '09:40']),
      assigned([8, '10:15'], LIGHTING),
      inProgress([5, '15:00'], 'Готовим схему и смету: пять опор на солнечных батареях, без кабеля через лес.'),
    ],
  },
  {
    organization,
    category: 'bins',
    description:
      'Контейнеры стоят прямо под окнами первого этажа, в восьми метрах от дома. Просим перенести площадку за трансформаторную будку: там место есть.',
    place: { address: 'ул. Калинина, 24', latitude: 60.9967, longitude: 69.0189 },
    contact: { name: 'Людмила Александровна', phone: '+7 3467 55-01-71' },
    received: [8, '14:02'],
    steps: [
      registered([7, '09:25']),
      assigned([7, '09:55'], HOUSING),
      declined(
        [3, '16:20'],
        'Перенести площадку за трансформаторную будку нельзя: там охранная зона кабеля 10 кВ (10 метров в обе стороны). Расстояние до окон замерили: 20,4 м при норме 20. Если жильцы предложат другое место на общем собрании, рассмотрим его за неделю.',
      ),
    ],
  },
  {
    organization,
    category: 'other',
    description: 'Почему в городе так мало кафе, где можно посидеть с собакой? Заставьте владельцев пускать.',
    contact: { name: 'Кристина Белова', email: 'belova@pochta.example' },
    received: [7, '23:10'],
    steps: [
      registered([6, '09:30']),
      declined(
        [5, '11:05'],
        'Кристина, пускать ли с животными, решает владелец кафе: город обязать его не может. Список заведений, где собакам рады, ведёт туристский центр, он есть на его странице.',
      ),
    ],
  },
  {
    organization,
    category: 'entrance-cleaning',
    description: 'В подъезде не мыли пол с начала месяца, на третьем этаже разбита лампа, осколки никто не убрал.',
    place: { address: 'ул. Энгельса, 3', latitude: 61.0038, longitude: 69.0243 },
    contact: { email: 'podyezd@pochta.example' },
    received: [6, '19:18'],
    steps: [
      registered([5, '09:10']),
      assigned([5, '09:35'], 'Управляющая компания «Уют»'),
      answered(
        [2, '15:50'],
        'Осколки убрали, лампу заменили, подъезд вымыт. График уборки повесили у входа: вторник и пятница.',
      ),
      rated([1, '08:30'], 4),
    ],
  },
  {
    organization,
    category: 'waste-not-collected',
    language: 'en',
    description:
      'The bins by the student dormitory have been overflowing since Friday, and crows have spread the rubbish over the whole yard.',
    place: { address: '16 Chekhova Street', latitude: 61.0101, longitude: 69.0384 },
    contact: { name: 'Ana' },
    received: [5, '10:44'],
    steps: [
      registered([5, '11:20']),
      assigned([4, '09:00'], 'Югра-Экология'),
      answered(
        [3, '13:35'],
        'The lorry had broken down, and nobody was sent instead. The yard is clean now, and collection here is daily until the New Year.',
      ),
    ],
  },
  {
    organization,
    category: 'water-pollution',
    description: 'У спуска к реке возле речпорта на льду маслянистые пятна, пахнет соляркой. Похоже, течёт из трубы.',
    place: { address: 'ул. Бориса Лосева, у речпорта', latitude: 60.9722, longitude: 69.0042 },
    contact: { name: 'Семён', phone: '+7 3467 55-01-80' },
    received: [4, '13:27'],
    steps: [
      registered([4, '14:00']),
      assigned([4, '14:20'], 'Экологический надзор'),
      inProgress([3, '10:30'], 'Взяли пробы воды и льда, результат — через три дня. Труба перекрыта.'),
    ],
  },
  {
    organization,
    category: 'leaking-roof',
    description:
      'После оттепели на пятом этаже течёт с потолка, тазы меняем каждый час. Управляющая компания обещает «весной».',
    place: { address: 'ул. Дзержинского, 21', latitude: 61.0005, longitude: 69.0262 },
    contact: { name: 'Семья Вагатовых', phone: '+7 3467 55-01-87' },
    received: [3, '07:40'],
    steps: [registered([3, '09:05']), assigned([2, '09:20'], 'Управляющая компания «Уют»')],
  },
  {
    organization,
    category: 'bus-stop',
    description: 'На остановке разбито боковое стекло павильона, ветер насквозь, осколки на скамейке.',
    place: { address: 'остановка «Рябиновая»', latitude: 61.0176, longitude: 69.0331 },
    pictures: ['busStop'],
    received: [2, '18:55'],
    steps: [registered([1, '09:15'])],
  },
  {
    organization,
    category: 'no-heating',
    description:
      'Батареи холодные с вечера во всём подъезде, в квартире 15 градусов, двое маленьких детей. Аварийная трубку не берёт.',
    place: { address: 'ул. Гагарина, 111', latitude: 60.9903, longitude: 69.0229 },
    answers: { extent: 'entrance', temperature: 15 },
    contact: { name: 'Алёна', phone: '+7 3467 55-01-90' },
    received: [1, '22:05'],
    steps: [
      registered([1, '22:12']),
      assigned([1, '22:15'], 'Управление теплоснабжения'),
      inProgress([1, '23:10'], 'Бригада на месте: прорвало стояк в подвале. Тепло дадут, как только заменят участок.'),
    ],
  },
  {
    organization,
    category: 'open-manhole',
    description:
      'Открытый люк посреди дорожки к школе, крышка лежит рядом в снегу. Воткнули палку с пакетом, чтобы видели.',
    place: { address: 'ул. Безноскова, 32', latitude: 60.9978, longitude: 69.0147 },
    received: [1, '20:50'],
    steps: [registered([0, '08:05'])],
  },
  {
    organization,
    category: 'lift',
    description: 'Лифт застрял между этажами и стоит открытый, дверь шахты на седьмом не закрывается. Это опасно.',
    place: { address: 'ул. Объездная, 57', latitude: 60.9842, longitude: 69.0351 },
    contact: { name: 'Марат' },
    received: [0, '07:30'],
  },
  {
    organization,
    category: 'snow-on-road',
    description: 'Улица Ямская — чистый лёд, песка нет, автобус утром не смог подняться в горку и высадил всех внизу.',
    place: { address: 'ул. Ямская', latitude: 60.9761, longitude: 69.0127 },
    contact: { name: 'Тамара Ильинична', phone: '+7 3467 55-01-94' },
    received: [0, '08:20'],
  },
  {
    organization,
    category: 'street-light',
    description: 'Во дворе не горит фонарь, вечером хожу с телефоном вместо фонарика.',
    place: { address: 'ул. Мира' },
    contact: { name: 'Ольга', email: 'olga@pochta.example' },
    received: [6, '19:30'],
    steps: [
      registered([5, '08:50']),
      assigned([5, '09:05'], LIGHTING),
      asked([4, '10:40'], 'Ольга, на улице Мира фонари у шести домов. Подскажите номер дома или номер на столбе.'),
    ],
  },
  {
    organization,
    category: 'playgrounds',
    description: 'Резиновое покрытие на площадке вздулось и рвётся, дети спотыкаются.',
    place: { address: 'ул. Рознина, 104', latitude: 61.0095, longitude: 69.0302 },
    contact: { email: 'mama@pochta.example' },
    received: [16, '14:20'],
    steps: [
      registered([15, '09:00']),
      assigned([15, '09:12'], HOUSING),
      postponed(
        [13, '11:30'],
        170,
        'Покрытие кладут только при плюсовой температуре. Опасный участок огородили сегодня, менять будем в мае — деньги на это уже выделены.',
      ),
    ],
  },
  {
    organization,
    category: 'potholes',
    description: 'После ремонта теплотрассы дорогу засыпали щебнем и ушли. Машины едут по тротуару.',
    place: { address: 'ул. Калинина, 26', latitude: 61.0043, longitude: 69.0181 },
    contact: { name: 'Виктор' },
    received: [9, '17:10'],
    steps: [
      registered([8, '08:45']),
      assigned([8, '09:00'], ROADS),
      inProgress([7, '10:00']),
      drafted(
        [1, '15:20'],
        'Виктор, подрядчика обязали восстановить асфальт до конца недели. Мы проверим и напишем вам.',
      ),
    ],
  },
  {
    organization,
    category: 'illegal-dump',
    description: 'У контейнеров на Шевченко третью неделю лежат старые диваны и холодильник.',
    place: { address: 'ул. Шевченко, 40', latitude: 61.0021, longitude: 69.0412 },
    contact: { name: 'Лидия Петровна' },
    received: [8, '11:05'],
    steps: [
      registered([7, '09:10']),
      assigned([7, '09:30'], HOUSING),
      drafted(
        [1, '11:00'],
        'Лидия Петровна, крупногабаритный мусор вывезли сегодня утром. Следующий вывоз — по графику.',
      ),
      approved([1, '16:45']),
    ],
  },
  {
    organization,
    category: 'street-light',
    description: 'Мигает фонарь прямо напротив окон, всю ночь как на дискотеке.',
    place: { address: 'ул. Светлая, 15', latitude: 61.0102, longitude: 69.0521 },
    contact: { name: 'Игорь', email: 'igor@pochta.example' },
    received: [15, '23:10'],
    steps: [
      registered([14, '08:40']),
      assigned([14, '08:55'], LIGHTING),
      answered([10, '16:00'], 'Игорь, лампу в фонаре заменили.'),
      disputed([1, '22:15'], 'Лампу заменили у соседнего дома, а этот мигает по-прежнему.'),
    ],
  },
]
