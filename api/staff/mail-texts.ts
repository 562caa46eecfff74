import type { Role } from '../identity/roles.js'

export interface MailTexts {
  roles: Record<Role, string>
  invitation: { subject: string; greeting: string; text: string; action: string; until: string; ignore: string }
  reset: { subject: string; greeting: string; text: string; action: string; until: string; ignore: string }
  passkeyAdded: News
  passwordSet: News
  /** Stands in the mail of a new password, where there are some. */
  passkeysLeft: string
}

/** What has happened to an account. */
interface News {
  subject: string
  greeting: string
  text: string
  action: string
  warning: string
}

export const mailTexts: Record<'en' | 'ru', MailTexts> = {
  en: {
    roles: {
      officer: 'officer',
      coordinator: 'coordinator',
      moderator: 'moderator',
      leader: 'leader',
      administrator: 'administrator',
    },
    invitation: {
      subject: '{organization}: invitation',
      greeting: 'Hello,',
      text: '{organization} invites you to work with its residents’ appeals, polls and discussions, as {role}.',
      action: 'Accept the invitation',
      until: 'The link works once, until {date}.',
      ignore: 'If you do not know what this is about, do nothing: without the link nothing happens.',
    },
    reset: {
      subject: 'A new password',
      greeting: 'Hello,',
      text: 'Someone, probably you, asked for a new password for {email}.',
      action: 'Set a new password',
      until: 'The link works once, for an hour.',
      ignore: 'If it was not you, do nothing: your password stays as it is.',
    },
    passkeyAdded: {
      subject: 'A passkey was added',
      greeting: 'Hello,',
      text: 'A passkey was added to the account of {email}. It opens the account without a password.',
      action: 'Look at the passkeys',
      warning:
        'If it was not you, remove it there at once and set a new password. If you can no longer sign in, turn to whoever runs the system.',
    },
    passwordSet: {
      subject: 'A new password was set',
      greeting: 'Hello,',
      text: 'A new password was set for {email}. You are signed out everywhere.',
      action: 'To the account',
      warning: 'If it was not you, turn to whoever runs the system at once.',
    },
    passkeysLeft:
      'Passkeys that open the account as before: {count}. Remove those that you do not know; if you can no longer sign in, turn to whoever runs the system.',
  },
  ru: {
    roles: {
      officer: 'исполнитель',
      coordinator: 'координатор',
      moderator: 'модератор',
      leader: 'руководитель',
      administrator: 'администратор',
    },
    invitation: {
      subject: '{organization}: приглашение',
      greeting: 'Здравствуйте!',
      text: '{organization} приглашает вас работать с обращениями, опросами и обсуждениями жителей. Ваша роль: {role}.',
      action: 'Принять приглашение',
      until: 'Ссылка сработает один раз, до {date}',
      ignore: 'Если вы не знаете, о чём речь, ничего не делайте: без перехода по ссылке ничего не произойдёт.',
    },
    reset: {
      subject: 'Новый пароль',
      greeting: 'Здравствуйте!',
      text: 'Кто-то, вероятно вы, запросил новый пароль для {email}.',
      action: 'Задать новый пароль',
      until: 'Ссылка сработает один раз, в течение часа.',
      ignore: 'Если это были не вы, ничего не делайте: пароль останется прежним.',
    },
    passkeyAdded: {
      subject: 'Добавлен ключ доступа',
      greeting: 'Здравствуйте!',
      text: 'К учётной записи {email} добавлен ключ доступа. С ним можно войти без пароля.',
      action: 'Посмотреть ключи доступа',
      warning:
        'Если это были не вы, сразу удалите его там и задайте новый пароль. Если войти уже не получается, обратитесь к тем, кто обслуживает систему.',
    },
    passwordSet: {
      subject: 'Задан новый пароль',
      greeting: 'Здравствуйте!',
      text: 'Для {email} задан новый пароль. Все сеансы завершены.',
      action: 'К учётной записи',
      warning: 'Если это были не вы, сразу обратитесь к тем, кто обслуживает систему.',
    },
    passkeysLeft:
      'Ключей доступа, с которыми по-прежнему можно войти: {count}. Удалите те, что вам не знакомы; если войти не получается, обратитесь к тем, кто обслуживает систему.',
  },
}
