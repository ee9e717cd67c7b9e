import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: { index: 'src/index.ts', ui: 'src/ui/index.ts' },
  platform: 'neutral',
  target: 'es2022',
  deps: { neverBundle: [/^@latchkey\//, /^react/] },
  dts: { eager: true },
  fixedExtension: true,
})
