/** What a screen with a QR code fetches. */
export { qrPicture } from '../../../packages/ui/src/print/qr.ts'
