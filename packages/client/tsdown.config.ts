import { defineConfig, type UserConfig } from 'tsdown'

const common: UserConfig = {
  entry: [
    'src/index.ts',
    'src/index.node.ts',
    'src/entries/*.ts',
    '!src/**/*.test.ts',
    'src/hosted-ui/index.ts',
    'src/hosted-ui/index.node.ts',
    'src/offline/index.ts',
    'src/storage/index.ts',
    'src/storage/index.node.ts',
  ],
  platform: 'neutral',
  target: 'es2022',
  // The published package has no dependency: what it needs of others is part of it.
  deps: {
    alwaysBundle: [/^@latchkey\/protocol/, 'oauth4webapi', 'aws4fetch', /^@noble\/hashes/],
    neverBundle: [/^node:/],
  },
  inputOptions: { resolve: { conditionNames: ['latchkey-source', 'import', 'default'] } },
  fixedExtension: true,
}

export default defineConfig([
  // One file for each module: a bundler takes what an app uses, and loads later what it may need later.
  {
    ...common,
    unbundle: true,
    dts: false,
    // npm packs no folder of the name `node_modules`.
    outputOptions: {
      entryFileNames: ({ name }) =>
        `${name.replaceAll('node_modules', 'vendor').replace('packages/protocol/src', 'protocol')}.mjs`,
    },
  },
  // TypeScript's own resolver knows the sources' condition: the other takes the types of an earlier build where there is one.
  { ...common, dts: { emitDtsOnly: true, eager: true, resolver: 'tsc' }, clean: false },
])
