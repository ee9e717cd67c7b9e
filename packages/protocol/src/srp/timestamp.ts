/**
 * `TIMESTAMP` of a password claim, such as `Sat Nov 7 08:09:05 UTC 2026`: US English, UTC, no leading zero on the
 * day. The text is signed as it stands.
 *
 * @param time milliseconds since 1970
 */
export function srpTimestamp(time: number): string {
  // toUTCString is fixed by ECMA-262 to "Sat, 07 Nov 2026 08:09:05 GMT", in every locale.
  const [weekday, day, month, year, clock] = new Date(time).toUTCString().split(/,? /)
  return `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`
}
