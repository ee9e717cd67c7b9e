// @ts-nocheck: its types come with Next.js, which is installed when the test runs.
export const metadata = { icons: 'data:,' }

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
