import tseslint from 'typescript-eslint';
import { importX } from 'eslint-plugin-import-x';

const layer = (target, from, message) => ({ target, from, message });

/** The dependency direction of docs/architecture.md: vscode → authoring, identity, cloud → connector. */
const layers = [
  layer('./src/connector', ['./src/authoring', './src/identity', './src/cloud', './src/vscode', './src/cli'], 'connector/ is the base layer: it imports no other layer.'),
  layer('./src/authoring', ['./src/identity', './src/cloud', './src/vscode', './src/cli'], 'authoring/ builds on connector/ alone.'),
  layer('./src/identity', ['./src/authoring', './src/cloud', './src/vscode', './src/cli'], 'identity/ builds on connector/ alone and takes what it needs as ports.'),
  layer('./src/cloud', ['./src/authoring', './src/identity', './src/vscode', './src/cli'], 'cloud/ builds on connector/ alone.'),
  layer('./src/cli', ['./src/vscode'], 'cli/ stands beside vscode/.'),
  layer('./src', ['./test'], 'The product never imports a test.'),
];

const nodeAndNetwork = ['node:*', 'fs', 'path', 'http', 'https', 'net', 'tls', 'child_process', 'os'];

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', 'test/rig/node_modules/', 'media/', '**/*.cjs', '.rig/', 'src/authoring/schema/generated/*.js'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Node's test runner awaits its own tests.
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] }] }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'import-x/no-restricted-paths': ['error', { zones: layers }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js'] } } },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/extension.ts', 'src/vscode/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [{ name: 'vscode', message: 'Only src/extension.ts and src/vscode/ import vscode.' }] }] },
  },
  {
    files: ['src/connector/**/*.ts', 'src/authoring/**/*.ts', 'src/identity/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        paths: [{ name: 'vscode', message: 'This layer is pure.' }],
        patterns: [{ group: [...nodeAndNetwork, '@azure/*'], message: 'This layer is pure: take it as an argument.' }],
      }],
    },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
