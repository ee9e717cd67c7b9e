import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    srp: 'src/srp/index.ts',
    'srp-node': 'src/srp/node.ts',
    model: 'src/model/index.ts',
    'user-pools': 'src/generated/user-pools.ts',
    'identity-pools': 'src/generated/identity-pools.ts',
  },
  platform: 'neutral',
  target: 'es2022',
  deps: { neverBundle: [/^node:/] },
  dts: true,
  fixedExtension: true,
})
