import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: { index: 'src/index.ts', conformance: 'src/store/conformance.ts' },
  platform: 'node',
  target: 'node22.13',
  dts: true,
  fixedExtension: true,
})
