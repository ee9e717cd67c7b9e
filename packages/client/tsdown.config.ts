import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'index.node': 'src/index.node.ts',
    'hosted-ui': 'src/hosted-ui/index.ts',
    'hosted-ui.node': 'src/hosted-ui/index.node.ts',
    storage: 'src/storage/index.ts',
    offline: 'src/offline/index.ts',
    'storage.node': 'src/storage/index.node.ts',
  },
  platform: 'neutral',
  target: 'es2022',
  // The published package has no dependency: what it needs of the protocol is part of it.
  deps: { alwaysBundle: [/^@latchkey\/protocol/, 'oauth4webapi', 'aws4fetch'], neverBundle: [/^node:/] },
  inputOptions: { resolve: { conditionNames: ['latchkey-source', 'import', 'default'] } },
  dts: true,
  fixedExtension: true,
})
