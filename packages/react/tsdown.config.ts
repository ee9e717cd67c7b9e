import { defineConfig, type UserConfig } from 'tsdown'

const common: UserConfig = {
  entry: { index: 'src/index.ts', ui: 'src/ui/index.ts' },
  platform: 'neutral',
  target: 'es2022',
  deps: { neverBundle: [/^@latchkey\//, /^react/] },
  fixedExtension: true,
}

export default defineConfig([
  // One file for each module, so that each keeps its 'use client': server components may import the rest.
  { ...common, unbundle: true, dts: false },
  { ...common, dts: { emitDtsOnly: true, eager: true }, clean: false },
])
