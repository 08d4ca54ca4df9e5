import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

/** Node's own modules, and what differs from run to run: a workflow that uses them cannot be replayed. */
const workflowSandbox = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        { group: ['node:*', ...builtinModules], message: 'Workflows do no I/O.' },
        {
          group: [
            'activities',
            'adapters',
            'cli',
            'composition',
            'dashboard',
            'datasets',
            'embedded',
            'forecasting',
            'jobs',
            'ports',
            'processes',
            'project',
            'registry',
            'state',
            'workers',
          ].map((folder) => `**/${folder}/**`),
          allowTypeImports: true,
          message: 'Workflows know the types of activities, and nothing else of the other folders.',
        },
      ],
    },
  ],
  'no-restricted-globals': [
    'error',
    { name: 'process', message: 'Workflows have no process.' },
    { name: 'fetch', message: 'Workflows do no I/O.' },
    { name: 'Temporal', message: "Temporal.Now is not the workflow's clock." },
    { name: 'performance', message: "Not the workflow's clock." },
    { name: 'crypto', message: 'Use uuid4() of @temporalio/workflow.' },
    { name: 'globalThis', message: 'A way round the rules above.' },
    { name: 'setInterval', message: 'Use condition() or sleep().' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'ImportExpression', message: 'A bundle of workflows loads nothing later.' },
  ],
};

export default tseslint.config(
  // A template is checked with the package that its project is made by: npm run deploy:check -- --only package.
  { ignores: ['node_modules/', '**/.shelfcast/', 'coverage/', 'dist/', 'lib/', 'templates/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Dense numeric loops index arrays whose length they have just checked.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowNullish: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/dashboard/**/*.tsx'],
    rules: {
      // Event handlers of elements may be asynchronous; what they throw is shown by the mutation that they call.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  { files: ['src/workflows/**/*.ts', 'src/cycle/**/*.ts'], rules: workflowSandbox },
);
