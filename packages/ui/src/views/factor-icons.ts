import type { Piece } from './element.ts'
import { icon, line } from './icons.ts'

/** What a factor looks like. */
export const factorIcons: Readonly<Record<string, () => Piece>> = {
  SMS_MFA: () => icon(20, line('M3 4.500h14v9H9l-3.500 3v-3H3z')),
  SMS_OTP: () => icon(20, line('M3 4.500h14v9H9l-3.500 3v-3H3z')),
  EMAIL_OTP: () => icon(20, line('M2.800 4.800h14.400v10.400H2.800zM3 5.200l7 5.600 7-5.600')),
  SOFTWARE_TOKEN_MFA: () => icon(20, line('M6 2.500h8v15H6zM9 15h2')),
  PASSWORD: () =>
    icon(20, line('M4.500 9h11v8h-11zM6.800 9V6.200a3.200 3.200 0 0 1 6.400 0V9M10 12.400v1.600')),
  PASSWORD_SRP: () =>
    icon(20, line('M4.500 9h11v8h-11zM6.800 9V6.200a3.200 3.200 0 0 1 6.400 0V9M10 12.400v1.600')),
  WEB_AUTHN: () =>
    icon(
      20,
      line(
        'M8 9.600a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400M2.500 16.500c.4-2.800 2.700-4.300 5.500-4.300M14.500 8.500a2.400 2.400 0 1 1 0 4.800 2.400 2.400 0 0 1 0-4.800M14.500 13.300V18M14.500 16h1.800',
      ),
    ),
}
