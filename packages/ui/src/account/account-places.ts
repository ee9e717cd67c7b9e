import { fill, type Piece } from '../views/element.ts'
import { type AccountContext, badge, button, day, row } from './account-parts.ts'
import type { AccountData } from './account-state.ts'

/** The devices that the pool knows, with this one marked. */
export function devices({ devices, thisDevice }: AccountData, context: AccountContext): Piece[] {
  const { accountTexts } = context
  return devices.map(({ deviceId, attributes, lastAuthenticatedDate }) => {
    const name = attributes['device_name'] ?? deviceId
    const remembered = attributes['dev:device_remembered_status'] ?? attributes['device_status']
    const isRemembered = remembered === 'remembered' || remembered === 'valid'
    return row(
      name,
      [
        lastAuthenticatedDate && fill(accountTexts.lastUsed, { date: day(lastAuthenticatedDate, context) }),
        deviceId === thisDevice && badge(accountTexts.thisDevice, true),
      ],
      isRemembered
        ? button(`device-not-remember:${deviceId}`, accountTexts.notRemember, name)
        : button(`device-remember:${deviceId}`, accountTexts.remember, name),
      button(`device-remove:${deviceId}`, accountTexts.remove, name),
    )
  })
}

/** Where the person is signed in, this session first and marked; the others can be ended. */
export function sessions({ sessions = [] }: AccountData, context: AccountContext): Piece[] {
  const { accountTexts } = context
  const ordered = sessions.toSorted(
    (one, other) =>
      Number(other.current) - Number(one.current) || Number(other.createDate) - Number(one.createDate),
  )
  return ordered.map(({ sessionId, current, sessionType, clientId, createDate }) => {
    const kind = sessionType === 'SSO' ? accountTexts.inBrowser : accountTexts.inApp
    const name = clientId === undefined ? kind : `${kind} \u2068${clientId}\u2069`
    const date = createDate && moment(createDate, context)
    return row(
      name,
      [date && fill(accountTexts.signedInOn, { date }), current && badge(accountTexts.thisSession, true)],
      !current &&
        button(`session-end:${sessionId}`, accountTexts.endSession, date ? `${name}, ${date}` : name),
    )
  })
}

/** A day and a time: of several sign-ins on a day people know theirs by the hour. */
const moment = (date: Date, { language }: AccountContext) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(date)
