import type { Role } from '../identity/roles.js'

export interface MailTexts {
  roles: Record<Role, string>
  invitation: { subject: string; greeting: string; text: string; action: string; until: string; ignore: string }
  reset: { subject: string; greeting: string; text: string; action: string; until: string; ignore: string }
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
  },
}
